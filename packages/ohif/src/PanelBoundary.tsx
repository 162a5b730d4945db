import { messageOf } from '@timescope/core/errors';
import { Component, type ReactNode } from 'react';
import { Notice } from './controls';
import { ohifStrings } from './strings';

/** An error while drawing our panel stays in our panel: the host goes on. */
export class PanelBoundary extends Component<{ children: ReactNode }, { failure?: string }> {
  override readonly state: { failure?: string } = {};

  static getDerivedStateFromError(thrown: unknown): { failure: string } {
    return { failure: messageOf(thrown) };
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children;
    return <Notice kind="error" text={ohifStrings.panelFailed(this.state.failure)} />;
  }
}

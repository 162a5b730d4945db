import { Component, createElement, createRef, type ComponentType, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { PanelBoundary } from './PanelBoundary';
import { PANEL_CSS } from './theme';

/**
 * A component that the host may render although its bundle brings a React of its own. The host's React knows nothing
 * of our hooks, so the host sees a class without hooks that mounts a root of ours; inside it hooks work as usual.
 */
export function reactIsland<Props extends object>(Content: ComponentType<Props>): ComponentType<Props> {
  return class ReactIsland extends Component<Props> {
    private readonly place = createRef<HTMLDivElement>();
    private root: Root | undefined;

    override componentDidMount(): void {
      if (!this.place.current) return;
      this.root = createRoot(this.place.current);
      this.renderContent();
    }

    override componentDidUpdate(): void {
      this.renderContent();
    }

    override componentWillUnmount(): void {
      const { root } = this;
      this.root = undefined;
      // React refuses to unmount a root while another one is rendering.
      queueMicrotask(() => root?.unmount());
    }

    override render(): ReactNode {
      return createElement('div', { ref: this.place, className: 'timescope' });
    }

    private renderContent(): void {
      this.root?.render(
        <PanelBoundary>
          <style>{PANEL_CSS}</style>
          <Content {...this.props} />
        </PanelBoundary>,
      );
    }
  };
}

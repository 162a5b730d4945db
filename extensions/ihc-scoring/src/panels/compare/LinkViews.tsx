import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';

/** Both slides moved together, once they lie on each other. */
export function LinkViews({ bench: { linked } }: { bench: Bench }) {
  const { isLinking, link, problem } = useObservable(linked.state);
  const isOn = isLinking || link !== undefined;
  return (
    <>
      <div className="ts-row">
        <Button
          text={isOn ? (isLinking ? strings.linkCancel : strings.unlinkViews) : strings.linkViews}
          testId="link-views"
          onPress={() => {
            if (isOn) linked.unlink();
            else void linked.link();
          }}
        />
        {isLinking && (
          <span className="ts-dim ts-small" role="status">
            {strings.linking}
          </span>
        )}
      </div>
      {link && (
        <div className="ts-small" role="status" data-cy="linked-views">
          {strings.linked(link.way, link.residualUm)[link.by]}
        </div>
      )}
      {problem && (
        <Notice kind="error" testId="link-problem" text={`${problem.message} ${problem.nextStep}`} />
      )}
    </>
  );
}

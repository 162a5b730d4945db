import { dicomMoment } from '@timescope/core/dicom/localMoment';
import { isReason, type DecisionChoice } from '@timescope/core/result/decisionChoice';
import type { Target } from '@timescope/core/result/predictionResult';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import { withDecision, type CtDecision } from '../../pipeline/ctDecision';

/** What a named reader says of the prediction on screen. Another prediction begins without any. */
export class Decisions {
  readonly state = new ObservableState<{ readonly decisions: readonly CtDecision[] }>({ decisions: [] });

  constructor(
    private readonly reader: ObservableState<Reader>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Without a reader's name nothing is decided. An amendment or a rejection needs a reason that can be stored. */
  decide(target: Target, choice: DecisionChoice): void {
    const { name } = this.reader.get();
    if (name === undefined || ('reason' in choice && !isReason(choice.reason))) return;
    const decision = { target, reader: name, at: dicomMoment(this.now()), ...choice };
    this.state.update({ decisions: withDecision(this.state.get().decisions, decision) });
  }

  takeBack(target: Target): void {
    const { decisions } = this.state.get();
    this.state.update({ decisions: decisions.filter(each => each.target !== target) });
  }

  /** Those of a result that was opened; without any: of another prediction. */
  begin(decisions: readonly CtDecision[] = []): void {
    this.state.update({ decisions });
  }
}

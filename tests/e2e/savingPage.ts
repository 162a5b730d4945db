import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { land, landKept, type LandingPorts } from '@timescope/core/dicomweb/landing';
import type { Outbox } from '@timescope/core/dicomweb/outbox';
import { indexedDbOutbox } from '@timescope/runtime/outbox/indexedDb';

/** What the test asks of the page. A step is a request or a call of the outbox, before and after it. */
export interface SavingPage {
  /** @param killAt step at which `killBrowser` is called; 0 never. @returns how many steps there were. */
  save(result: PlainResult, root: string, killAt: number): Promise<number>;
  /** Sends what is kept, as the panel does when a study is opened. */
  resume(): Promise<number>;
  kept(): Promise<number>;
}

export interface PlainResult extends Omit<ResultObjects, 'objects'> {
  readonly objects: readonly (Omit<ResultObjects['objects'][number], 'bytes'> & {
    readonly bytes: readonly number[];
  })[];
}

interface SavingWindow {
  killBrowser(): Promise<void>;
  saving: SavingPage;
}

const page = globalThis as unknown as SavingWindow;
page.saving = {
  async save({ key, predecessor, objects }, root, killAt) {
    const steps = new Steps(killAt);
    const files = objects.map(object => ({ ...object, bytes: Uint8Array.from(object.bytes) }));
    await land({ key, predecessor, objects: files }, root, steps.ports());
    return steps.count;
  },
  async resume() {
    const steps = new Steps(0);
    return (await landKept(() => true, steps.ports())).size;
  },
  kept: async () => (await indexedDbOutbox().entries()).length,
};

class Steps {
  count = 0;

  constructor(private readonly killAt: number) {}

  ports(): LandingPorts {
    const outbox = indexedDbOutbox();
    return {
      fetch: this.around((...call: Parameters<typeof fetch>) => fetch(...call)),
      now: () => new Date(),
      wait: () => Promise.resolve(),
      outbox: {
        put: this.around((...call: Parameters<Outbox['put']>) => outbox.put(...call)),
        entries: this.around(() => outbox.entries()),
        entry: this.around((...call: Parameters<Outbox['entry']>) => outbox.entry(...call)),
        bytes: this.around((...call: Parameters<Outbox['bytes']>) => outbox.bytes(...call)),
        note: this.around((...call: Parameters<Outbox['note']>) => outbox.note(...call)),
        remove: this.around((...call: Parameters<Outbox['remove']>) => outbox.remove(...call)),
      },
    };
  }

  private around<Values extends unknown[], Value>(call: (...values: Values) => Promise<Value>) {
    return async (...values: Values): Promise<Value> => {
      await this.step();
      const value = await call(...values);
      await this.step();
      return value;
    };
  }

  private async step(): Promise<void> {
    if (++this.count === this.killAt) await page.killBrowser();
  }
}

import type { AbortableWorker, WorkerConnection } from '@timescope/runtime/worker';

/** A worker that holds one slide. It begins with the first question; one that stopped is begun anew with the next. */
export class SlideWorker<Api extends AbortableWorker> {
  private connection: WorkerConnection<Api> | undefined;
  private opened: Promise<WorkerConnection<Api>> | undefined;
  private isClosed = false;

  /** @param openSlide Gives a new worker the slide. */
  constructor(
    private readonly begin: () => WorkerConnection<Api>,
    private readonly openSlide: (connection: WorkerConnection<Api>) => Promise<unknown>,
  ) {}

  /** The worker with the slide open. @throws what opening the slide throws; AbortError after `close`. */
  async ready(): Promise<WorkerConnection<Api>> {
    if (this.isClosed) throw new DOMException('the slide is no longer on screen', 'AbortError');
    return (this.opened ??= this.open());
  }

  /** Abort what is under way first: its promises stay open otherwise. */
  close(): void {
    this.isClosed = true;
    this.connection?.close();
  }

  private async open(): Promise<WorkerConnection<Api>> {
    const connection = this.begin();
    this.connection = connection;
    connection.broken.catch(() => this.forget(connection));
    try {
      await this.openSlide(connection);
    } catch (thrown) {
      this.forget(connection);
      throw thrown;
    }
    return connection;
  }

  private forget(connection: WorkerConnection<Api>): void {
    if (this.connection !== connection) return;
    connection.close();
    this.connection = undefined;
    this.opened = undefined;
  }
}

const { TestEnvironment } = require('jest-environment-node');

/** Native modules (sharp, onnxruntime) check `instanceof` against node's own typed arrays, so tests share them. */
module.exports = class SharedRealmEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of [
      'ArrayBuffer',
      'SharedArrayBuffer',
      'DataView',
      'Uint8Array',
      'Uint8ClampedArray',
      'Int8Array',
      'Uint16Array',
      'Int16Array',
      'Uint32Array',
      'Int32Array',
      'Float32Array',
      'Float64Array',
      'BigInt64Array',
      'BigUint64Array',
      'Error',
      'TypeError',
      'RangeError',
    ]) {
      this.global[name] = globalThis[name];
    }
  }
};

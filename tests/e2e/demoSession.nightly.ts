import { jest } from '@jest/globals';
import { testDemoSession } from '../harness/demoSession';

// In CI a photograph of real tissue goes through the same session (pathologistSession.e2e.ts).

jest.setTimeout(1_200_000);

describe.each(['field', 'slide'] as const)('a %s of the demonstration patient', area => {
  testDemoSession(area);
});

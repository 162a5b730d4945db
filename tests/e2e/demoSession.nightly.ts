import { jest } from '@jest/globals';
import { testDemoSession } from '../harness/demoSession';

jest.setTimeout(1_200_000);

testDemoSession('slide');

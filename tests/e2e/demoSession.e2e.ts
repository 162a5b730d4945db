import { jest } from '@jest/globals';
import { testDemoSession } from '../harness/demoSession';

jest.setTimeout(300_000);

testDemoSession('field');

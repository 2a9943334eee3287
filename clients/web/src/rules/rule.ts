/** Checks of parameters, as data. The codes are those of spec/16 §8. */

import { ExtraCode, invalidParameter } from '../errors.js';

export type TypeName = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null' | 'element';

export interface Rule {
  required?: boolean;
  type?: TypeName | TypeName[];
  /** Refuses `''`, 0 and NaN. */
  notEmpty?: boolean;
  min?: number;
  max?: number;
  values?: readonly unknown[];
  /** Looked up when it is needed: not every environment has every class. */
  instanceOf?: () => unknown;
  properties?: Readonly<Record<string, Rule>>;
  items?: Rule;
  also?: (value: never, name: string, functionName: string) => void;
}

/** @throws RtcError INVALID_PARAMETER when the value breaks the rule */
export function check(value: unknown, rule: Rule, name: string, functionName: string): void {
  if (value === undefined) {
    if (rule.required) fail(ExtraCode.REQUIRED, name, functionName, 'is required');
    return;
  }
  checkType(value, rule, name, functionName);
  checkSize(value, rule, name, functionName);
  if (rule.values && !rule.values.includes(value)) {
    fail(ExtraCode.RANGE, name, functionName, `must be one of ${rule.values.join(', ')}`);
  }
  checkInside(value, rule, name, functionName);
  rule.also?.(value as never, name, functionName);
}

function checkType(value: unknown, rule: Rule, name: string, functionName: string): void {
  if (rule.type !== undefined) {
    const allowed = Array.isArray(rule.type) ? rule.type : [rule.type];
    if (!allowed.some((type) => isOfType(value, type))) {
      fail(ExtraCode.TYPE, name, functionName, `must be of type ${allowed.join(' or ')}`);
    }
  }
  const wanted = rule.instanceOf?.();
  if (rule.instanceOf && !(typeof wanted === 'function' && value instanceof wanted)) {
    fail(ExtraCode.INSTANCE, name, functionName, 'is not an instance of the class that is needed');
  }
}

function checkSize(value: unknown, rule: Rule, name: string, functionName: string): void {
  if (rule.notEmpty) {
    const emptyNumber = typeof value === 'number' && (value === 0 || Number.isNaN(value));
    const emptyText = typeof value === 'string' && value.trim() === '';
    if (emptyNumber || emptyText) fail(ExtraCode.EMPTY, name, functionName, 'must not be empty');
  }
  if (typeof value !== 'number') return;
  if (rule.min !== undefined && value < rule.min) {
    fail(ExtraCode.MIN, name, functionName, `must be ${rule.min} or more`);
  }
  if (rule.max !== undefined && value > rule.max) {
    fail(ExtraCode.MAX, name, functionName, `must be ${rule.max} or less`);
  }
}

function checkInside(value: unknown, rule: Rule, name: string, functionName: string): void {
  if (rule.properties && isOfType(value, 'object')) {
    const members = value as Record<string, unknown>;
    for (const [key, inner] of Object.entries(rule.properties)) check(members[key], inner, key, functionName);
  }
  if (rule.items && Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(item, rule.items, `${name}[${index}]`, functionName);
  }
}

function isOfType(value: unknown, type: TypeName): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'element':
      return typeof HTMLElement === 'function' && value instanceof HTMLElement;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function fail(extraCode: number, name: string, functionName: string, what: string): never {
  throw invalidParameter(extraCode, functionName, `'${name}' ${what} when calling ${functionName}()`);
}

import { InvalidArgumentError, Option } from "commander";

/** An option for how much is taken at most, `--max-records <n>`; `highest` is what it can be set to. */
export function limitOption(flag: string, what: string, most: number, highest = 999_999_999): Option {
  const parse = (text: string): number => {
    if (/^[1-9]\d{0,8}$/.test(text) && Number(text) <= highest) return Number(text);
    throw new InvalidArgumentError(`a limit is a number from 1 to ${highest}.`);
  };
  return new Option(`${flag} <n>`, what).argParser(parse).default(most);
}

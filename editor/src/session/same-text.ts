import { parseRoomName } from "@travaux/blueprint";

/** Whether two wire names mean the same text, of whatever epoch. */
export function sameText(one: string, other: string): boolean {
  const [first, second] = [parseRoomName(one), parseRoomName(other)];
  if (first === null || second === null) return one === other;
  return JSON.stringify({ ...first, epoch: 0 }) === JSON.stringify({ ...second, epoch: 0 });
}

import { expect, test } from "vitest";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { createGate } from "./gate.ts";
import { readBody } from "./read-body.ts";
import { ATTACKS_ON_FORM } from "./testing/attacks-on-form.ts";
import { ATTACKS_ON_RIGHTS } from "./testing/attacks-on-rights.ts";
import { ATTACKS_ON_SCHEMA } from "./testing/attacks-on-schema.ts";
import { canonical, memberId, REPAIR_CLIENT, Room, schema } from "./testing/room.ts";
import { ALICE, find, MALLORY, scene, textIn, wholeState, type Attack } from "./testing/scene.ts";

const ATTACKS: Readonly<Record<string, Attack>> = {
  ...ATTACKS_ON_FORM,
  ...ATTACKS_ON_SCHEMA,
  ...ATTACKS_ON_RIGHTS,
};

const IN_EITHER_HAND = Object.entries(ATTACKS).flatMap(([name, attack]) =>
  (attack.level === undefined ? (["edit", "suggest"] as const) : [attack.level]).map(
    (level) => [name, level, attack] as const,
  ),
);

test.each(IN_EITHER_HAND)(
  "%s, from one who may %s, is refused and leaves no trace",
  (_name, level, { make, reason, json }) => {
    const stage = scene(json);
    const { gate } = stage.room;
    const update = make(stage);
    const before = gate.state();
    const owners = [...gate.owners()];
    const verdict = gate.judge(update, { member: memberId("mallory"), level });
    expect(verdict).toMatchObject({ kind: "refuse", reason });
    expect(canonical(gate.state())).toEqual(canonical(before));
    expect([...gate.owners()]).toEqual(owners);
    expect(gate.ownerOf(MALLORY)).toBeNull();
  },
);

/** The attack in one update with honest work; `null` if Yjs cannot read it, so that nobody can make such an update. */
function hide(attack: Uint8Array, room: Room): Uint8Array | null {
  try {
    return Y.mergeUpdates([attack, honestUpdate(room)]);
  } catch {
    return null;
  }
}

const MERGEABLE = Object.entries(ATTACKS).filter(([, { level, mergesAway, make, json }]) => {
  const stage = scene(json);
  return level === undefined && mergesAway === undefined && hide(make(stage), stage.room) !== null;
});

test("most attacks can be hidden in honest work", () => {
  expect(MERGEABLE.length).toBeGreaterThan(70);
});

test.each(MERGEABLE)("%s hidden in an honest update takes that down with it", (_name, { make, json }) => {
  const { room, ...stage } = scene(json);
  const merged = hide(make({ room, ...stage }), room) ?? new Uint8Array();
  const before = room.gate.state();
  expect(room.gate.judge(merged, { member: memberId("mallory"), level: "edit" }).kind).toBe("refuse");
  expect(canonical(room.gate.state())).toEqual(canonical(before));
});

function honestUpdate(room: Room): Uint8Array {
  const document = wholeState(room);
  document.clientID = 777;
  const before = Y.encodeStateVector(document);
  textIn(find(document, "paragraph")).insert(0, "honest ");
  const structs = Y.encodeStateAsUpdate(document, before);
  return structs;
}

test("after every attack the room goes on as if nothing had been", { timeout: 60_000 }, () => {
  for (const { make, level, json } of Object.values(ATTACKS)) {
    const stage = scene(json);
    stage.room.gate.judge(make(stage), { member: memberId("mallory"), level: level ?? "edit" });
    const alice = [...stage.room.inboxes.keys()][0];
    alice?.edit((doc) =>
      doc.type.create(null, [
        ...doc.children,
        schema.node("paragraph", { id: "next" }, [schema.text("more")]),
      ]),
    );
    const verdict = alice === undefined ? null : stage.room.flush(alice);
    expect(verdict).toMatchObject({ kind: "admit" });
    expect(canonical(stage.room.gate.state())).toEqual(canonical(Y.encodeStateAsUpdate(stage.room.live)));
    expect(
      readBody(schema, stage.room.live).eq(
        yXmlFragmentToProseMirrorRootNode(stage.room.live.getXmlFragment("body"), schema),
      ),
    ).toBe(true);
  }
});

test("a section grows to its limit and no further", () => {
  const chunk = "x".repeat(250_000);
  const full = {
    type: "doc",
    content: Array.from({ length: 8 }, (_, at) => ({
      type: "paragraph",
      attrs: { id: `p${at}` },
      content: [{ type: "text", text: chunk.slice(at === 7 ? 10 : 0) }],
    })),
  };
  const room = new Room(full);
  const peer = room.join("alice", ALICE);
  const type = (text: string): ReturnType<Room["flush"]> => {
    textIn(find(peer.document, "paragraph")).insert(0, text);
    return room.flush(peer);
  };
  expect(type("x".repeat(10))).toMatchObject({ kind: "admit" });
  expect(type("x")).toMatchObject({ kind: "refuse", reason: "too-large" });
});

test("a damaged body is told when the gate is made", () => {
  const document = new Y.Doc();
  document.getXmlFragment("body").insert(0, [new Y.XmlElement("script")]);
  const make = (): unknown =>
    createGate({
      schema,
      initial: Y.encodeStateAsUpdate(document),
      owners: [],
      reserved: new Set(),
      repairClient: REPAIR_CLIENT,
      freshId: () => "f",
    });
  expect(make).toThrow(expect.objectContaining({ reason: "schema" }));
});

import { formatRoomName, parseRoomName } from "@travaux/blueprint";
import type {
  NewSubject,
  NewThread,
  OutlineView,
  RecordEntry,
  RoomAddress,
  ThreadMade,
} from "@travaux/blueprint";
import { blockTextsOf } from "@travaux/comments/model";
import { describe, expect, it } from "vitest";
import { schema } from "../reviews/testing/drafting.ts";
import {
  actorOf,
  firstRoom,
  granted,
  moveTo,
  openBench,
  openSample,
  seen,
  sectionOf,
  textOf,
  userOf,
} from "../reviews/testing/sample-review.ts";
import type { Refusal } from "../reviews/reviews.ts";
import { commentId } from "./testing/standing.ts";

type Sample = Awaited<ReturnType<typeof openSample>>;

const FINDING = sectionOf("untoc.5.b");
const SUPPLIED = sectionOf("untoc.5.a");
const NOWHERE = `t${"0".repeat(20)}`;

function request(text: string, audience: string, more: Partial<NewThread> = {}): NewThread {
  return { id: commentId(text), audience, subject: { kind: "section" }, text, mentions: [], ...more };
}

/** A review in drafting: the finding has a text among its reviewers. */
async function inDrafting(): Promise<Sample> {
  const sample = await openSample();
  await moveTo(sample, sample.review, "drafting");
  const room = await firstRoom(sample, sample.review, "b-expert", FINDING);
  await sample.rooms.edit(userOf("b-expert"), room, textOf("The law of 2019 provides for it"));
  return sample;
}

/** A review with the State: the finding is transmitted. */
async function withState(): Promise<Sample> {
  const sample = await inDrafting();
  for (const who of ["b-focal", "c-focal"])
    granted(await sample.reviews.act(actorOf(who), sample.review, { act: "transmit", sections: [FINDING] }));
  await moveTo(sample, sample.review, "with-state");
  return sample;
}

function begin(
  sample: Sample,
  who: string,
  given: NewThread,
  section = FINDING,
): Promise<ThreadMade | Refusal> {
  return sample.comments.begin(actorOf(who), sample.review, section, given);
}

async function threads(sample: Sample, audience: string, section = FINDING) {
  const address = parseRoomName(`${sample.review}/${section}/${audience}/threads/1`);
  const standing = address === null ? null : await sample.reviews.threads(address);
  if (standing === null) throw new RangeError(`No threads among ${audience}`);
  return standing;
}

async function record(sample: Sample, who: string): Promise<readonly RecordEntry[]> {
  return granted(await sample.reviews.record(actorOf(who), sample.review, null));
}

/** Words of the section's text for an audience, as a page quotes them. */
async function quoted(
  sample: Sample,
  audience: string,
  quote: string,
  section = FINDING,
): Promise<NewSubject> {
  const address = parseRoomName(`${sample.review}/${section}/${audience}/text/1`);
  if (address === null) throw new RangeError("no such room");
  const { doc } = await sample.rooms.read(address);
  for (const { id, text } of blockTextsOf(schema.nodeFromJSON(doc))) {
    const from = text.indexOf(quote);
    const to = from + quote.length;
    const part = { block: id, from, to, quote, before: text.slice(0, from), after: text.slice(to) };
    if (from >= 0) return { kind: "text", room: formatRoomName(address), parts: [part] };
  }
  throw new RangeError(`"${quote}" is not there`);
}

describe("a comment", () => {
  it("is in the record with its words beside it, under the margin alone, and stands after a restart", async () => {
    const sample = await inDrafting();
    const made = granted(await begin(sample, "b-expert", request("Which law is meant?", "reviewers")));
    granted(
      await sample.comments.reply(
        actorOf("c-expert"),
        { review: sample.review, section: FINDING, thread: made.thread },
        { id: commentId("That of 2019"), text: "That of 2019", mentions: [] },
      ),
    );
    const bytes = sample.logs.actsOf(sample.review).map((commit) => new TextDecoder().decode(commit.bytes));
    expect(bytes.join()).not.toMatch(/Which law|That of 2019/u);
    const again = openBench(sample.logs.reopened(), sample.payloads);
    const standing = await threads({ ...sample, ...again }, "reviewers");
    const [thread] = standing.threads;
    const words = await Promise.all(
      [...(thread?.comments.values() ?? [])].map(
        async (comment) => (await standing.words(comment.words))?.text,
      ),
    );
    expect(words).toEqual(["Which law is meant?", "That of 2019"]);
    expect(sample.payloads.rooms()).toContain(`${sample.review}/${FINDING}/reviewers/threads/1`);
  });

  it("that comes twice is made once, and is nobody else's to make", async () => {
    const sample = await inDrafting();
    const asked = request("Which law?", "reviewers");
    const first = granted(await begin(sample, "b-expert", asked));
    const acts = sample.logs.actsOf(sample.review).length;
    expect(await begin(sample, "b-expert", { ...asked, text: " Which law? " })).toEqual(first);
    expect(await begin(sample, "b-expert", { ...asked, text: "Which article?" })).toEqual({
      refused: "conflict",
    });
    expect(await begin(sample, "c-expert", asked)).toEqual({ refused: "conflict" });
    expect(await begin(sample, "b-expert", asked, SUPPLIED)).toEqual({ refused: "conflict" });
    expect(sample.logs.actsOf(sample.review)).toHaveLength(acts);
  });

  it("that came twice at the same time is made once", async () => {
    const sample = await inDrafting();
    const asked = request("Which law?", "reviewers");
    const answers = await Promise.all([begin(sample, "b-expert", asked), begin(sample, "b-expert", asked)]);
    expect(answers[0]).toEqual(answers[1]);
    expect((await threads(sample, "reviewers")).threads).toHaveLength(1);
  });

  it("is anchored to the text as it is now, or refused", async () => {
    const sample = await inDrafting();
    const subject = await quoted(sample, "reviewers", "law of 2019");
    granted(await begin(sample, "b-expert", request("Here", "reviewers", { subject })));
    const room = await firstRoom(sample, sample.review, "b-expert", FINDING);
    await sample.rooms.edit(userOf("b-expert"), room, textOf("Nothing of the kind"));
    expect(await begin(sample, "b-expert", request("There", "reviewers", { subject }))).toEqual({
      refused: "anchor-gone",
    });
    const standing = await threads(sample, "reviewers");
    const [comment] = standing.threads[0]?.comments.values() ?? [];
    expect(comment === undefined ? null : await standing.words(comment.words)).toMatchObject({
      text: "Here",
      quote: "law of 2019",
      parts: [{ quote: "law of 2019" }],
    });
  });

  it("is not kept where the store fails, and is when it is sent again", async () => {
    const sample = await inDrafting();
    sample.logs.failing = true;
    expect(await begin(sample, "b-expert", request("Which law?", "reviewers"))).toEqual({
      refused: "unavailable",
    });
    expect((await threads(sample, "reviewers")).threads).toEqual([]);
    sample.logs.failing = false;
    granted(await begin(sample, "b-expert", request("Which law?", "reviewers")));
    expect((await threads(sample, "reviewers")).threads).toHaveLength(1);
  });

  it("is refused in a review in which one does not serve, and to who is not in its audience", async () => {
    const sample = await inDrafting();
    expect(await begin(sample, "b-new", request("May I?", "reviewers"))).toEqual({ refused: "absent" });
    const { thread } = granted(await begin(sample, "b-expert", request("Between us", "reviewers")));
    const words = { id: commentId("Hello"), text: "Hello", mentions: [] };
    for (const who of ["a-focal", "a-expert", "b-new"])
      for (const named of [thread, NOWHERE]) {
        const place = { review: sample.review, section: FINDING, thread: named };
        const actor = actorOf(who);
        const answers = [
          await sample.comments.reply(actor, place, words),
          await sample.comments.edit(actor, place, commentId("Between us"), words),
          await sample.comments.remove(actor, place, commentId("Between us")),
          await sample.comments.settle(actor, place, { resolved: true }),
          await sample.comments.dispose(actor, place, { class: "wording", outcome: "moot", reasons: "" }),
        ];
        expect(answers).toEqual(answers.map(() => ({ refused: "absent" })));
      }
  });
});

describe("what others comment", () => {
  it("judges no connection again, and changes nothing in the outline, the record or the numbers of who is not among them", async () => {
    const sample = await withState();
    const outline = async (who: string): Promise<OutlineView> =>
      granted(await sample.reviews.outline(actorOf(who), sample.review));
    const before = { outline: await outline("a-focal"), record: await record(sample, "a-focal") };
    const judged = sample.rooms.changes.length;
    const { thread } = granted(await begin(sample, "b-expert", request("Between us", "reviewers")));
    const place = { review: sample.review, section: FINDING, thread };
    const comment = commentId("Between us");
    granted(await begin(sample, "c-expert", request("Among ourselves", "state-c")));
    granted(await begin(sample, "staff", request("In the office", "secretariat")));
    granted(
      await sample.comments.edit(actorOf("b-expert"), place, comment, { text: "Changed", mentions: [] }),
    );
    granted(await sample.comments.settle(actorOf("b-focal"), place, { resolved: true }));
    granted(await sample.comments.remove(actorOf("b-expert"), place, comment));
    expect({ outline: await outline("a-focal"), record: await record(sample, "a-focal") }).toEqual(before);
    expect(sample.rooms.changes).toHaveLength(judged);
    granted(await begin(sample, "b-expert", request("To you", "team")));
    const after = await record(sample, "a-focal");
    expect(after.map(({ seq }) => seq)).toEqual(after.map((_, at) => after.length - at));
    expect(after).toHaveLength(before.record.length + 1);
    expect(after[0]).toMatchObject({ act: "commented", values: { audience: "team", begins: "true" } });
    const inside = await record(sample, "b-expert");
    const told = inside.map(({ act, values }) => [act, values["audience"]]);
    expect(told).toContainEqual(["comment-deleted", "reviewers"]);
    expect(told).not.toContainEqual(["commented", "state-c"]);
    expect(told).not.toContainEqual(["commented", "secretariat"]);
  });

  it("is in a document that its own audience alone may open, for reading", async () => {
    const sample = await withState();
    const at = (audience: string, epoch = 1): RoomAddress => {
      const address = parseRoomName(`${sample.review}/${FINDING}/${audience}/threads/${epoch}`);
      if (address === null) throw new RangeError("no such name");
      return address;
    };
    const grants = async (audience: string, epoch?: number): Promise<readonly string[]> => {
      const people = ["staff", "b-focal", "b-expert", "c-expert", "a-focal", "a-expert", "b-new"];
      const levels = await Promise.all(
        people.map(
          async (who) => [who, await sample.reviews.grant(userOf(who), at(audience, epoch))] as const,
        ),
      );
      for (const [, grant] of levels) expect(grant?.level ?? "read").toBe("read");
      return levels.flatMap(([who, grant]) => (grant === null ? [] : [who]));
    };
    expect(await grants("team")).toEqual(["staff", "b-focal", "b-expert", "c-expert", "a-focal", "a-expert"]);
    expect(await grants("reviewers")).toEqual(["staff", "b-focal", "b-expert", "c-expert"]);
    expect(await grants("state-a")).toEqual(["a-focal", "a-expert"]);
    expect(await grants("state-b")).toEqual(["b-focal", "b-expert"]);
    expect(await grants("secretariat")).toEqual(["staff"]);
    for (const audience of ["team", "reviewers"]) expect(await grants(audience, 2)).toEqual([]);
    expect(await grants("sealed-x")).toEqual([]);
    expect(await sample.reviews.threads(at("team", 2))).toBeNull();
    expect(await sample.reviews.threads(at("sealed-x"))).toBeNull();
    expect(await sample.reviews.threads(at("state-z"))).toBeNull();
  });
});

describe("where threads may stand", () => {
  it("are the texts that the whole audience reads, where they are written first", async () => {
    const sample = await withState();
    const texts = async (audience: string): Promise<readonly string[]> =>
      (await threads(sample, audience)).texts.map(({ address, standing }) => {
        const [, , of] = formatRoomName(address).split("/");
        return `${of}: ${standing}`;
      });
    expect(await texts("team")).toEqual(["team: current"]);
    expect(await texts("state-a")).toEqual(["state-a: current", "team: current"]);
    expect(await texts("reviewers")).toEqual(["team: current", "reviewers: history"]);
    expect(await texts("state-b")).toEqual(["team: current", "state-b: history", "reviewers: history"]);
    granted(await begin(sample, "b-expert", request("Between us", "reviewers")));
    granted(await begin(sample, "a-expert", request("Ours", "state-a")));
    const room = await firstRoom(sample, sample.review, "a-expert", FINDING);
    const documents = (await sample.reviews.threadsOf(room)).map(formatRoomName);
    expect(documents).toEqual(
      ["reviewers", "state-a"].map((of) => `${sample.review}/${FINDING}/${of}/threads/1`),
    );
  });
});

describe("what is written for the team", () => {
  const forTeam = { forTeam: true } as const;
  const submit = { act: "submit", sections: [FINDING] } as const;

  it("goes along with a submission, also of a text with nothing new, and once", async () => {
    const sample = await withState();
    const { thread } = granted(await begin(sample, "b-expert", request("Which law?", "team")));
    const subject: NewSubject = { kind: "thread", thread };
    granted(await begin(sample, "a-expert", request("Law 12", "state-a", { ...forTeam, subject })));
    const onText = await quoted(sample, "state-a", "law of 2019");
    granted(
      await begin(sample, "a-expert", request("Misquoted", "state-a", { ...forTeam, subject: onText })),
    );
    granted(await begin(sample, "a-expert", request("Among us", "state-a")));
    const judged = sample.rooms.changes.length;
    const first = granted(await sample.reviews.act(actorOf("a-focal"), sample.review, submit));
    expect(first.outcomes).toEqual([{ section: FINDING, outcome: "done", comments: 2 }]);
    expect(sample.rooms.changes).toHaveLength(judged);
    const again = granted(await sample.reviews.act(actorOf("a-focal"), sample.review, submit));
    expect(again.outcomes[0]).toMatchObject({ outcome: "left" });
    const standing = await threads(sample, "team");
    const said = await Promise.all(
      standing.threads.map(async ({ comments, subject: about }) => {
        const words = await Promise.all([...comments.values()].map((each) => standing.words(each.words)));
        return [about.kind, words.map((each) => [each?.text, each?.quote])];
      }),
    );
    expect(said).toEqual([
      [
        "section",
        [
          ["Which law?", undefined],
          ["Law 12", undefined],
        ],
      ],
      ["text", [["Misquoted", "law of 2019"]]],
    ]);
    const entries = await record(sample, "b-expert");
    expect(entries.find(({ act }) => act === "comments-sent")).toMatchObject({
      sections: [FINDING],
      values: { state: "a", count: "2" },
    });
  });

  it("is sent by itself when its focal point says so, and refused whole otherwise", async () => {
    const sample = await withState();
    const { thread } = granted(await begin(sample, "a-expert", request("Law 12", "state-a", forTeam)));
    const named = { threads: [{ section: FINDING, thread }] };
    expect(await sample.comments.send(actorOf("a-expert"), sample.review, named)).toEqual({
      refused: "not-permitted",
    });
    expect(await sample.comments.send(actorOf("a-focal"), sample.review, named)).toEqual({ sent: 1 });
    expect(await sample.comments.send(actorOf("a-focal"), sample.review, named)).toEqual({
      refused: "already-sent",
    });
    expect((await threads(sample, "team")).threads).toHaveLength(1);
  });

  it("goes with the first submission of what the State supplies, which the team reads only then", async () => {
    const sample = await openSample();
    await moveTo(sample, sample.review, "self-assessment");
    const room = await firstRoom(sample, sample.review, "a-expert", SUPPLIED);
    await sample.rooms.edit(userOf("a-expert"), room, textOf("The law of 2019 provides for it"));
    const subject = await quoted(sample, "state-a", "law of 2019", SUPPLIED);
    const made = await begin(
      sample,
      "a-expert",
      request("See annex", "state-a", { ...forTeam, subject }),
      SUPPLIED,
    );
    const { thread } = granted(made);
    const named = { threads: [{ section: SUPPLIED, thread }] };
    expect(await sample.comments.send(actorOf("a-focal"), sample.review, named)).toEqual({
      refused: "not-permitted",
    });
    const act = { act: "submit", sections: [SUPPLIED] } as const;
    const { outcomes } = granted(await sample.reviews.act(actorOf("a-focal"), sample.review, act));
    expect(outcomes).toEqual([{ section: SUPPLIED, outcome: "done", comments: 1 }]);
    const [sent] = (await threads(sample, "team", SUPPLIED)).threads;
    expect(sent?.subject).toEqual({ kind: "text", room: { audience: "team", epoch: 1 } });
  });
});

describe("experts who speak to the team", () => {
  it("are told to their own delegation and the Secretariat, and are told so of themselves in the outline", async () => {
    const sample = await withState();
    const expert = sample.members.get("a-expert")?.id;
    if (expert === undefined) throw new RangeError("no expert");
    const levels = async (): Promise<readonly string[]> =>
      ((await seen(sample, sample.review, "a-expert", FINDING))?.margins ?? []).map(
        ({ audience, level }) => `${audience}: ${level}`,
      );
    const speaks = async (who: string): Promise<unknown> =>
      granted(await sample.reviews.view(actorOf(who), sample.review)).members.find(({ id }) => id === expert)
        ?.speaks;
    expect([await levels(), await speaks("a-focal")]).toEqual([["team: propose", "state-a: comment"], false]);
    const allowed = await sample.comments.allowSpeakers(actorOf("a-focal"), sample.review, {
      members: [expert],
    });
    expect(allowed).toEqual({ members: [expert] });
    expect(await levels()).toEqual(["team: comment", "state-a: comment"]);
    expect([await speaks("a-focal"), await speaks("staff"), await speaks("b-expert")]).toEqual([
      true,
      true,
      undefined,
    ]);
    expect((await record(sample, "a-expert"))[0]?.act).toBe("speakers-allowed");
    expect((await record(sample, "b-expert"))[0]?.act).not.toBe("speakers-allowed");
  });
});

import type { MemberId } from "@travaux/blueprint";
import type { DocumentJson } from "../rooms/rooms.ts";
import { footnotes, reference, words, writer, type Writer } from "./write.ts";

type Texts = Readonly<Record<string, (w: Writer) => DocumentJson>>;

/** What the State under review supplied, by section. All of it is invented. */
const SUPPLIED: Texts = {
  "iv.a": (w) =>
    w.document(
      w.paragraph(
        "State A signed the Convention and the Trafficking in Persons Protocol on the day they were opened for signature. The instruments of ratification were deposited in the following year, and both treaties entered into force for State A ninety days after the deposit.",
      ),
      w.table(
        ["Instrument", "Signature", "Ratification", "Entry into force"],
        ["Convention", "14 December 2000", "3 May 2004", "2 June 2004"],
        ["Trafficking in Persons Protocol", "14 December 2000", "3 May 2004", "2 June 2004"],
      ),
      w.paragraph(
        "In accordance with article 18, paragraph 13, the Ministry of Justice has been designated as central authority for mutual legal assistance. Requests are accepted in English and French.",
      ),
    ),
  "iv.b": (w) =>
    w.document(
      w.paragraph(
        "State A is a unitary republic with a civil law tradition. Duly ratified and published treaties have a rank above ordinary laws and below the Constitution; their provisions are applied directly by the courts where they are sufficiently precise.",
      ),
      w.paragraph(
        "Three institutions share the main responsibilities for preventing and combating organized crime:",
      ),
      w.bullets(
        "the Office of the Prosecutor General, with a section for organized crime of eleven prosecutors;",
        "the Criminal Police, whose central directorate coordinates six regional units;",
        "the Financial Intelligence Unit, an administrative body attached to the Ministry of Finance.",
      ),
    ),
  "untoc.2.a": (w) =>
    w.document(
      w.paragraph(
        "The Criminal Code defines “organized criminal group” in section 12 as a structured group of three or more persons existing for a period of time and acting in concert. The definition follows the wording of the Convention; it does not require a financial or other material benefit.",
      ),
      w.paragraph(
        "“Serious crime” is defined by section 9 as conduct punishable by a maximum deprivation of liberty of at least five years.",
      ),
    ),
  "untoc.5.a": (w) =>
    w.document(
      w.paragraph([
        words(
          "Participation in an organized criminal group is established as a separate offence by section 214 of the Criminal Code, in the version of 2019.",
        ),
        reference("s4-f1"),
        words(
          " The offence is committed by any person who, with knowledge of either the aim and general criminal activity of the group or its intention to commit the crimes in question, takes an active part in its activities.",
        ),
      ]),
      w.quotation(
        "Whoever founds, leads or takes an active part in an organized criminal group shall be punished by imprisonment for a term of two to eight years, irrespective of whether the intended crime was attempted or completed.",
      ),
      w.paragraph("Between 2021 and 2025 the courts rendered the following decisions under section 214:"),
      w.table(
        ["Year", "Persons charged", "Persons convicted in the first instance", "Final judgments"],
        ["2021", "41", "22", "17"],
        ["2022", "38", "25", "21"],
        ["2023", "52", "31", "24"],
        ["2024", "47", "29", "26"],
        ["2025", "55", "33", "19"],
      ),
      footnotes("s4", {
        "s4-f1": "Law No. 31 of 12 March 2019 amending the Criminal Code, Official Gazette No. 14.",
      }),
    ),
  "untoc.6.a": (w) =>
    w.document(
      w.paragraph(
        "Le blanchiment du produit du crime est incriminé par les articles 301 à 304 du Code pénal. Toutes les infractions punies d’une peine privative de liberté d’au moins un an constituent des infractions principales, y compris lorsqu’elles ont été commises à l’étranger.",
      ),
      w.paragraph(
        "L’auteur de l’infraction principale peut être poursuivi pour blanchiment. L’intention peut être déduite de circonstances factuelles objectives.",
      ),
    ),
  "untoc.10.a": (w) =>
    w.document(
      w.paragraph(
        "Legal persons are liable under the Administrative Offences Act for offences committed in their interest by persons in a leading position. The maximum fine is the equivalent of 2 million euros. Liability is without prejudice to that of the natural persons.",
      ),
    ),
  "untoc.5.e": (w) =>
    w.document(
      w.paragraph(
        "State A would welcome the exchange of experience on the use of evidence gathered by undercover agents in trials concerning organized criminal groups.",
      ),
    ),
  "untoc.6.e": (w) =>
    w.document(
      w.paragraph(
        "Training of financial investigators in the tracing of virtual assets has been requested from the Secretariat. A first course was held in 2025.",
      ),
      w.bullets(
        "Form of assistance: training of criminal justice practitioners",
        "Already provided: in part",
      ),
    ),
};

/** What State B drafted in its own room. */
const DRAFTED_BY_B: Texts = {
  "untoc.5.b": (w) =>
    w.document(
      w.paragraph(
        "Section 214 of the Criminal Code covers the conduct described in article 5, paragraph 1 (a) (ii). The reviewing experts note that the offence is distinct from those involving the attempt or completion of the criminal activity.",
      ),
      w.paragraph(
        "Organizing, directing, aiding, abetting, facilitating or counselling the commission of serious crime involving an organized criminal group is covered by the general provisions on participation (sections 24 to 27).",
      ),
    ),
  "untoc.6.b": (w) =>
    w.document(
      w.paragraph(
        "The definition of predicate offences meets and in part goes beyond the requirement of article 6, paragraph 2 (b). The number of final judgments remains modest when compared with the number of reports received by the Financial Intelligence Unit.",
      ),
    ),
  "untoc.10.b": (w) =>
    w.document(
      w.paragraph(
        "State A has established administrative liability of legal persons, which article 10, paragraph 2, allows.",
      ),
    ),
  "untoc.2.b": (w) =>
    w.document(
      w.paragraph(
        "Section 12 of the Criminal Code defines an organized criminal group as a structured group of four or more persons. Section 9 sets a higher threshold for serious crime than article 2 (b) of the Convention.",
      ),
    ),
};

/** What State C drafted in its own room. */
const DRAFTED_BY_C: Texts = {
  "untoc.5.b": (w) =>
    w.document(
      w.paragraph(
        "With regard to article 5, paragraph 2, State A confirmed that knowledge, intent and purpose may be inferred from objective factual circumstances, and cited two judgments of the Court of Appeal.",
      ),
    ),
  "untoc.5.c": (w) =>
    w.document(
      w.paragraph(
        "The detailed statistics kept by the Office of the Prosecutor General on the application of section 214 are a good practice. (Article 5)",
      ),
    ),
  "untoc.10.d": (w) =>
    w.document(
      w.paragraph(
        "State A could consider raising the maximum amount of the fines, so that sanctions are effective, proportionate and dissuasive also for large undertakings. (Article 10, paragraph 4)",
      ),
    ),
};

/** Sections whose text is in French; the review's first language is English. */
const IN_FRENCH: ReadonlySet<string> = new Set(["untoc.6.a"]);

function write(texts: Texts, prefix: string): Readonly<Record<string, DocumentJson>> {
  const written = Object.entries(texts).map(([section, text], index) => {
    const script = IN_FRENCH.has(section) ? { lang: "fr" } : {};
    return [section, text(writer(`${prefix}${index + 1}`, script))] as const;
  });
  return Object.fromEntries(written);
}

/** The sample texts of the State under review, by section. */
export function suppliedTexts(): Readonly<Record<string, DocumentJson>> {
  return write(SUPPLIED, "s");
}

/** The sample texts of a reviewing State's own rooms, by section. */
export function draftedTexts(state: "b" | "c"): Readonly<Record<string, DocumentJson>> {
  return write(state === "b" ? DRAFTED_BY_B : DRAFTED_BY_C, state);
}

/** The section that {@link answeredText} is about. */
export const ANSWERED_SECTION = "untoc.2.b";

/** State B's text there as transmitted, with what the State under review proposes to it in the name of `member`. */
export function answeredText(member: MemberId): DocumentJson {
  const under = (mark: "insertion" | "deletion", id: string, text: string): ReturnType<typeof words> => ({
    ...words(text),
    marks: [{ type: mark, attrs: { id: `${member}:${id}`, by: member } }],
  });
  const { document, paragraph } = writer("b4");
  return document(
    paragraph([
      words("Section 12 of the Criminal Code defines an organized criminal group as a structured group of "),
      under("deletion", "sample1", "four"),
      under("insertion", "sample1", "three"),
      words(
        " or more persons. Section 9 sets a higher threshold for serious crime than article 2 (b) of the Convention.",
      ),
      under("insertion", "sample2", " An amendment to lower it to four years is before the parliament."),
    ]),
  );
}

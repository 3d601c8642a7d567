import type { DocumentJson } from "../rooms/rooms.ts";
import { footnotes, reference, words, writer } from "./write.ts";

/** What the State under review supplied, by section. All of it is invented. */
export function suppliedTexts(): Readonly<Record<string, DocumentJson>> {
  const [ratification, system, a2, a5, a6, a10, e5, e6] = [
    "s1",
    "s2",
    "s3",
    "s4",
    "s5",
    "s6",
    "s7",
    "s8",
  ].map((id) => writer(id));
  const french = writer("s9", { lang: "fr" });
  if (!ratification || !system || !a2 || !a5 || !a6 || !a10 || !e5 || !e6)
    throw new RangeError("eight writers");
  return {
    "iv.a": ratification.document(
      ratification.paragraph(
        "State A signed the Convention and the Trafficking in Persons Protocol on the day they were opened for signature. The instruments of ratification were deposited in the following year, and both treaties entered into force for State A ninety days after the deposit.",
      ),
      ratification.table(
        ["Instrument", "Signature", "Ratification", "Entry into force"],
        ["Convention", "14 December 2000", "3 May 2004", "2 June 2004"],
        ["Trafficking in Persons Protocol", "14 December 2000", "3 May 2004", "2 June 2004"],
      ),
      ratification.paragraph(
        "In accordance with article 18, paragraph 13, the Ministry of Justice has been designated as central authority for mutual legal assistance. Requests are accepted in English and French.",
      ),
    ),
    "iv.b": system.document(
      system.paragraph(
        "State A is a unitary republic with a civil law tradition. Duly ratified and published treaties have a rank above ordinary laws and below the Constitution; their provisions are applied directly by the courts where they are sufficiently precise.",
      ),
      system.paragraph(
        "Three institutions share the main responsibilities for preventing and combating organized crime:",
      ),
      system.bullets(
        "the Office of the Prosecutor General, with a section for organized crime of eleven prosecutors;",
        "the Criminal Police, whose central directorate coordinates six regional units;",
        "the Financial Intelligence Unit, an administrative body attached to the Ministry of Finance.",
      ),
    ),
    "untoc.2.a": a2.document(
      a2.paragraph(
        "The Criminal Code defines “organized criminal group” in section 12 as a structured group of three or more persons existing for a period of time and acting in concert. The definition follows the wording of the Convention; it does not require a financial or other material benefit.",
      ),
      a2.paragraph(
        "“Serious crime” is defined by section 9 as conduct punishable by a maximum deprivation of liberty of at least five years.",
      ),
    ),
    "untoc.5.a": a5.document(
      a5.paragraph([
        words(
          "Participation in an organized criminal group is established as a separate offence by section 214 of the Criminal Code, in the version of 2019.",
        ),
        reference("s4-f1"),
        words(
          " The offence is committed by any person who, with knowledge of either the aim and general criminal activity of the group or its intention to commit the crimes in question, takes an active part in its activities.",
        ),
      ]),
      a5.quotation(
        "Whoever founds, leads or takes an active part in an organized criminal group shall be punished by imprisonment for a term of two to eight years, irrespective of whether the intended crime was attempted or completed.",
      ),
      a5.paragraph("Between 2021 and 2025 the courts rendered the following decisions under section 214:"),
      a5.table(
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
    "untoc.6.a": french.document(
      french.paragraph(
        "Le blanchiment du produit du crime est incriminé par les articles 301 à 304 du Code pénal. Toutes les infractions punies d’une peine privative de liberté d’au moins un an constituent des infractions principales, y compris lorsqu’elles ont été commises à l’étranger.",
      ),
      french.paragraph(
        "L’auteur de l’infraction principale peut être poursuivi pour blanchiment. L’intention peut être déduite de circonstances factuelles objectives.",
      ),
    ),
    "untoc.10.a": a10.document(
      a10.paragraph(
        "Legal persons are liable under the Administrative Offences Act for offences committed in their interest by persons in a leading position. The maximum fine is the equivalent of 2 million euros. Liability is without prejudice to that of the natural persons.",
      ),
    ),
    "untoc.5.e": e5.document(
      e5.paragraph(
        "State A would welcome the exchange of experience on the use of evidence gathered by undercover agents in trials concerning organized criminal groups.",
      ),
    ),
    "untoc.6.e": e6.document(
      e6.paragraph(
        "Training of financial investigators in the tracing of virtual assets has been requested from the Secretariat. A first course was held in 2025.",
      ),
      e6.bullets(
        "Form of assistance: training of criminal justice practitioners",
        "Already provided: in part",
      ),
    ),
  };
}

/** What each reviewing State drafted in its own room, by section. */
export function draftedTexts(state: "b" | "c"): Readonly<Record<string, DocumentJson>> {
  const [first, second, third] = ["1", "2", "3"].map((part) => writer(`${state}${part}`));
  if (!first || !second || !third) throw new RangeError("three writers");
  if (state === "b") {
    return {
      "untoc.5.b": first.document(
        first.paragraph(
          "Section 214 of the Criminal Code covers the conduct described in article 5, paragraph 1 (a) (ii). The reviewing experts note that the offence is distinct from those involving the attempt or completion of the criminal activity.",
        ),
        first.paragraph(
          "Organizing, directing, aiding, abetting, facilitating or counselling the commission of serious crime involving an organized criminal group is covered by the general provisions on participation (sections 24 to 27).",
        ),
      ),
      "untoc.6.b": second.document(
        second.paragraph(
          "The definition of predicate offences meets and in part goes beyond the requirement of article 6, paragraph 2 (b). The number of final judgments remains modest when compared with the number of reports received by the Financial Intelligence Unit.",
        ),
      ),
      "untoc.10.b": third.document(
        third.paragraph(
          "State A has established administrative liability of legal persons, which article 10, paragraph 2, allows.",
        ),
      ),
    };
  }
  return {
    "untoc.5.b": first.document(
      first.paragraph(
        "With regard to article 5, paragraph 2, State A confirmed that knowledge, intent and purpose may be inferred from objective factual circumstances, and cited two judgments of the Court of Appeal.",
      ),
    ),
    "untoc.5.c": second.document(
      second.paragraph(
        "The detailed statistics kept by the Office of the Prosecutor General on the application of section 214 are a good practice. (Article 5)",
      ),
    ),
    "untoc.10.d": third.document(
      third.paragraph(
        "State A could consider raising the maximum amount of the fines, so that sanctions are effective, proportionate and dissuasive also for large undertakings. (Article 10, paragraph 4)",
      ),
    ),
  };
}

import { LANGUAGES, type InstrumentCode, type Language, type TreatyText } from "@travaux/blueprint";

/** The articles of a treaty as a file has them. */
export type TreatyArticles = TreatyText["articles"];

/** What was found in a file; what it does not say is `null` and must be asked. */
export interface TreatyFile {
  readonly articles: TreatyArticles;
  readonly instrument: InstrumentCode | null;
  readonly language: Language | null;
  readonly source: string | null;
}

const INSTRUMENT_CODES: readonly InstrumentCode[] = ["UNTOC", "TIP", "SOM", "FIREARMS"];

/**
 * Reads a depositary's text: JSON of the form of `TreatyText`, or plain text in which each article begins with a line
 * such as `Article 5`, `Статья 5`, `第五条` or `المادة 5`. No articles if it is neither.
 */
export function readTreatyFile(content: string): TreatyFile {
  return (
    readJsonFile(content) ?? {
      articles: readPlainText(content),
      instrument: null,
      language: null,
      source: null,
    }
  );
}

function readJsonFile(content: string): TreatyFile | null {
  const value = parseJson(content);
  if (typeof value !== "object" || value === null || !("articles" in value) || !Array.isArray(value.articles))
    return null;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return {
    articles: value.articles.flatMap((article: unknown) => readArticle(article) ?? []),
    instrument: INSTRUMENT_CODES.find((code) => code === fields["instrument"]) ?? null,
    language: LANGUAGES.find((language) => language === fields["language"]) ?? null,
    source: typeof fields["source"] === "string" ? fields["source"] : null,
  };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // Not JSON: it is read as plain text.
    return null;
  }
}

function readArticle(value: unknown): TreatyArticles[number] | null {
  if (typeof value !== "object" || value === null || !("number" in value) || !("paragraphs" in value))
    return null;
  const { number, paragraphs } = value;
  if (typeof number !== "number" || !Number.isInteger(number) || !Array.isArray(paragraphs)) return null;
  return {
    number,
    paragraphs: paragraphs.filter((paragraph): paragraph is string => typeof paragraph === "string"),
  };
}

const HEADING =
  /^(?:Article|Art[íi]culo|Статья|المادة)\s+(\d{1,2})\b\.?|^第\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*条/i;

function readPlainText(content: string): TreatyArticles {
  const articles: { readonly number: number; readonly paragraphs: string[] }[] = [];
  for (const line of content.split(/\r?\n/).map((each) => each.trim())) {
    const heading = HEADING.exec(line);
    const figure = heading?.[1] ?? heading?.[2];
    if (figure !== undefined) articles.push({ number: readFigure(figure), paragraphs: [] });
    else if (line !== "") articles.at(-1)?.paragraphs.push(line);
  }
  return articles.filter((article) => article.paragraphs.length > 0);
}

const CHINESE_DIGITS = "一二三四五六七八九";

/** A number up to 99 in European or Chinese figures. */
function readFigure(figure: string): number {
  if (/^\d/.test(figure)) return Number(figure);
  const [tens = "", units = ""] = figure.includes("十") ? figure.split("十") : ["0", figure];
  const digit = (text: string): number => CHINESE_DIGITS.indexOf(text) + 1;
  const ten = tens === "0" ? 0 : tens === "" ? 10 : digit(tens) * 10;
  return ten + (units === "" ? 0 : digit(units));
}

import type { Language } from "@travaux/blueprint";

/** What the daily letter says in one language. */
export interface DigestWords {
  readonly subject: string;
  readonly greeting: (name: string) => string;
  readonly opening: string;
  readonly review: (state: string) => string;
  readonly mentions: (count: number) => string;
  readonly replies: (count: number) => string;
  readonly from: (names: string) => string;
  readonly closing: string;
}

export const DIGEST_WORDS: Readonly<Record<Language, DigestWords>> = {
  en: {
    subject: "Travaux: comments that concern you",
    greeting: (name) => `Dear ${name},`,
    opening: "There are comments you have not read yet that mention you or reply to what you wrote.",
    review: (state) => `Review of ${state}`,
    mentions: (count) => `Mentions of you: ${count}.`,
    replies: (count) => `Replies to you: ${count}.`,
    from: (names) => `From: ${names}.`,
    closing: "This letter quotes none of them. It comes once a day at most.",
  },
  fr: {
    subject: "Travaux : des commentaires vous concernent",
    greeting: (name) => `${name},`,
    opening:
      "Des commentaires que vous n’avez pas encore lus vous mentionnent ou répondent à ce que vous avez écrit.",
    review: (state) => `Examen : ${state}`,
    mentions: (count) => `Mentions de votre nom : ${count}.`,
    replies: (count) => `Réponses : ${count}.`,
    from: (names) => `De : ${names}.`,
    closing: "Cette lettre n’en cite aucun. Elle est envoyée au plus une fois par jour.",
  },
  es: {
    subject: "Travaux: comentarios que le conciernen",
    greeting: (name) => `${name}:`,
    opening: "Hay comentarios que aún no ha leído en los que se le menciona o se responde a lo que escribió.",
    review: (state) => `Examen: ${state}`,
    mentions: (count) => `Menciones de su nombre: ${count}.`,
    replies: (count) => `Respuestas: ${count}.`,
    from: (names) => `De: ${names}.`,
    closing: "Esta carta no cita ninguno de ellos. Se envía como máximo una vez al día.",
  },
  ru: {
    subject: "Travaux: комментарии, которые Вас касаются",
    greeting: (name) => `${name},`,
    opening: "Есть комментарии, которые Вы ещё не читали и в которых Вас упоминают или отвечают Вам.",
    review: (state) => `Обзор: ${state}`,
    mentions: (count) => `Упоминания: ${count}.`,
    replies: (count) => `Ответы: ${count}.`,
    from: (names) => `От: ${names}.`,
    closing: "В этом письме они не цитируются. Оно приходит не чаще одного раза в день.",
  },
  zh: {
    subject: "Travaux：有与您相关的评论",
    greeting: (name) => `${name}：`,
    opening: "有您尚未阅读的评论提到您或回复您所写的内容。",
    review: (state) => `审议：${state}`,
    mentions: (count) => `提到您：${count}。`,
    replies: (count) => `回复您：${count}。`,
    from: (names) => `来自：${names}。`,
    closing: "本信不引用任何评论内容，每天最多发送一次。",
  },
  ar: {
    subject: "Travaux: تعليقات تخصكم",
    greeting: (name) => `${name}،`,
    opening: "هناك تعليقات لم تقرؤوها بعد تشير إليكم أو ترد على ما كتبتم.",
    review: (state) => `استعراض: ${state}`,
    mentions: (count) => `الإشارات إليكم: ${count}.`,
    replies: (count) => `الردود: ${count}.`,
    from: (names) => `من: ${names}.`,
    closing: "لا تقتبس هذه الرسالة شيئا منها. وهي تُرسل مرة واحدة في اليوم على الأكثر.",
  },
};

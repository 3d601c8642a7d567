import type { ActivationLink, Language } from "@travaux/blueprint";
import type { Mail } from "./mail.ts";

interface LetterText {
  readonly subject: string;
  readonly greeting: (name: string) => string;
  readonly body: string;
  readonly until: (date: string) => string;
}

const LETTERS: Readonly<Record<Language, LetterText>> = {
  en: {
    subject: "Your access to Travaux",
    greeting: (name) => `Dear ${name},`,
    body: "The Secretariat has registered you. Open this address to choose a password. It works once:",
    until: (date) =>
      `The address can be used until ${date}. The Secretariat can send you a new one at any time.`,
  },
  fr: {
    subject: "Votre accès à Travaux",
    greeting: (name) => `${name},`,
    body: "Le Secrétariat vous a inscrit. Ouvrez cette adresse pour choisir un mot de passe. Elle ne sert qu’une fois :",
    until: (date) =>
      `L’adresse est valable jusqu’au ${date}. Le Secrétariat peut vous en envoyer une nouvelle à tout moment.`,
  },
  es: {
    subject: "Su acceso a Travaux",
    greeting: (name) => `${name}:`,
    body: "La Secretaría le ha dado de alta. Abra esta dirección para elegir una contraseña. Solo sirve una vez:",
    until: (date) =>
      `La dirección puede usarse hasta el ${date}. La Secretaría puede enviarle otra en cualquier momento.`,
  },
  ru: {
    subject: "Ваш доступ к Travaux",
    greeting: (name) => `${name},`,
    body: "Секретариат зарегистрировал Вас. Откройте этот адрес, чтобы выбрать пароль. Он действует один раз:",
    until: (date) => `Адрес действителен до ${date}. Секретариат может в любое время направить Вам новый.`,
  },
  zh: {
    subject: "您的 Travaux 访问权限",
    greeting: (name) => `${name}：`,
    body: "秘书处已为您登记。请打开以下网址设置密码。该网址只能使用一次：",
    until: (date) => `该网址在 ${date} 之前有效。秘书处可随时向您发送新的网址。`,
  },
  ar: {
    subject: "دخولكم إلى Travaux",
    greeting: (name) => `${name}،`,
    body: "سجّلتكم الأمانة. افتحوا هذا العنوان لاختيار كلمة مرور. وهو صالح لمرة واحدة:",
    until: (date) => `يمكن استعمال العنوان حتى ${date}. ويمكن للأمانة أن ترسل إليكم عنوانا جديدا في أي وقت.`,
  },
};

/** The letter that brings an activation link, in the person's language. */
export function activationLetter(
  person: { readonly name: string; readonly email: string; readonly language: Language },
  link: ActivationLink,
): Mail {
  const text = LETTERS[person.language];
  const date = new Intl.DateTimeFormat(person.language, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(link.expiresAt),
  );
  return {
    to: person.email,
    subject: text.subject,
    text: [text.greeting(person.name), text.body, link.url, text.until(date)].join("\n\n") + "\n",
  };
}

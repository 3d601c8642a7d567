import type { Message, ReportKey } from "./message.ts";

/** The words of the report page and of the record in French. */
export const frenchReport: Readonly<Record<ReportKey, Message>> = {
  "report.title": "Rapport d’examen de pays : {state}",
  "report.listTitle": "Liste d’observations : {state}",
  "report.text": "Texte du rapport",
  "report.outline": "Plan du rapport",
  "report.showOutline": "Plan",
  "report.closeOutline": "Fermer le plan",
  "report.expand": "Afficher ce qui se trouve sous {name}",
  "report.search": "Chercher dans le rapport",
  "report.searchHint": "Titres et textes que vous pouvez lire",
  "report.searchNone": "Rien n’a été trouvé.",
  "report.searchHeadings": "Titres",
  "report.searchText": { one: "{count} passage dans le texte", other: "{count} passages dans le texte" },
  "report.empty": "Il n’y a pas encore de section que vous puissiez lire.",
  "report.sectionLoading": "Cette section est en cours de chargement.",
  "report.sectionEmpty": "Pas encore de texte.",
  "report.damaged":
    "Une partie de cette section n’a pas pu être lue. Elle est affichée jusqu’au dernier point sûr et ne peut pas être modifiée. Le Secrétariat en a été informé.",
  "report.placeholder": "[texte non communiqué]",
  "report.footnotes": "Notes de bas de page",
  "report.footnote": "Note {number}",
  "report.words": { one: "{count} mot", other: "{count} mots" },
  "report.print": "Imprimer",
  "report.printSection": "Imprimer cette section",
  "report.state": "Rédaction",
  "report.tools": "Outils du rapport",
  "report.about": "À propos de l’examen",

  "mode.edit": "Vous pouvez modifier cette section",
  "mode.suggest": "Vous pouvez proposer des modifications de cette section",
  "mode.comment": "Vous pouvez commenter cette section",
  "mode.read": "En lecture",
  "mode.label": "Mode",
  "mode.none": "Choisissez une section",

  "readers.label": "Qui peut lire",
  "readers.team":
    "L’équipe d’examen : l’État partie examiné, les États parties examinateurs et le Secrétariat",
  "readers.reviewers": "Les États parties examinateurs et le Secrétariat",
  "readers.state": "La délégation de {state} seulement",
  "readers.ownState": "Votre délégation seulement, {state}",
  "readers.secretariat": "Le Secrétariat seulement",
  "readers.sealed": "Personnes nommément désignées seulement",

  "text.choose": "Texte affiché",
  "text.team": "Texte de l’équipe d’examen",
  "text.reviewers": "Texte des États parties examinateurs",
  "text.state": "Texte de {state}",
  "text.secretariat": "Texte du Secrétariat",
  "text.sealed": "Texte pour des personnes désignées",
  "text.current": "en cours de rédaction",
  "text.submitted": "tel que présenté",
  "text.history": "texte antérieur",

  "present.label": "Présents",

  "saved.saving": "Enregistrement…",
  "saved.saved": "Enregistré",
  "saved.offline": "Hors ligne : votre texte est conservé sur cet ordinateur",
  "saved.not-saved": "Non enregistré : conservé sur cet ordinateur",
  "saved.connecting": "Connexion…",
  "saved.signed-out":
    "Votre session a pris fin : votre texte est conservé sur cet ordinateur. Connectez-vous de nouveau pour continuer.",
  "saved.blocked":
    "La rédaction en direct ne peut pas commencer : le réseau ne laisse pas passer la connexion. Vous pouvez lire, et ce que vous tapez est conservé sur cet ordinateur.",

  "kept.why.access": "Votre accès à cette section a changé avant l’enregistrement.",
  "kept.why.damaged": "La section ne peut pas être modifiée actuellement.",
  "kept.why.size": "Le texte était trop volumineux pour être pris en une fois.",
  "kept.why.deleted": "D’autres ont supprimé entre-temps le paragraphe où il se trouvait.",
  "kept.why.left": "Vous vous étiez déconnecté avant l’enregistrement.",
  "kept.gone": "Vous ne pouvez plus ouvrir le texte où il a été écrit.",
  "merged.mine": {
    one: "{count} paragraphe que vous avez écrit hors connexion est maintenant enregistré.",
    other: "{count} paragraphes que vous avez écrits hors connexion sont maintenant enregistrés.",
  },
  "merged.others": {
    one: "Entre-temps, d’autres ont modifié ici {count} paragraphe.",
    other: "Entre-temps, d’autres ont modifié ici {count} paragraphes.",
  },
  "merged.read": "Les deux ont été réunis ; veuillez relire la section.",
  "kept.why.other": "Le serveur n’a pas pu l’intégrer au texte.",
  "kept.added": "Ajouté",
  "kept.changed": "Modifié",
  "kept.removed": "Supprimé",
  "kept.insert": "Remettre dans le texte",
  "kept.inserted": "Remis dans le texte.",
  "kept.discard": "Abandonner",

  "act.join": "Intégrer au texte des États examinateurs",
  "act.transmit": "Transmettre à l’État partie examiné",
  "act.submit": "Présenter à l’équipe d’examen",
  "act.joinSection": "Intégrer {section}",
  "act.transmitSection": "Transmettre {section}",
  "act.submitSection": "Présenter {section}",
  "act.joinText":
    "Les projets de votre État sont intégrés au texte que les États parties examinateurs rédigent ensemble.",
  "act.transmitText":
    "Le texte dans son état actuel est envoyé à l’État partie examiné pour observations. Les projets antérieurs ne sont pas envoyés. Une transmission ultérieure constitue une nouvelle version.",
  "act.submitText":
    "Le texte dans son état actuel est envoyé à l’équipe d’examen. Les projets antérieurs ne sont pas envoyés. Vous pouvez continuer à rédiger et présenter de nouveau le texte ; ce sera une nouvelle version.",
  "act.joinReaders": "Pourront ensuite le lire : les États parties examinateurs et le Secrétariat.",
  "act.transmitReaders": "Pourra ensuite le lire : toute l’équipe d’examen, y compris l’État partie examiné.",
  "act.submitReaders":
    "Pourra ensuite le lire : toute l’équipe d’examen, y compris les États parties examinateurs et le Secrétariat.",
  "act.unread": "Qui a lu un texte peut le garder ; cet acte est irrévocable.",
  "act.clearing":
    "Un texte de plusieurs États parties examinateurs part une fois que le point de contact de chacun d’eux l’a autorisé.",
  "act.clearedBy": "Déjà autorisé par : {states}",
  "act.sections": { one: "Cela concerne {count} section :", other: "Cela concerne {count} sections :" },
  "act.done": { one: "{count} section a été envoyée.", other: "{count} sections ont été envoyées." },
  "act.cleared": {
    one: "Vous avez autorisé {count} section ; elle attend le point de contact d’un autre État.",
    other: "Vous avez autorisé {count} sections ; elles attendent le point de contact d’un autre État.",
  },
  "act.left": {
    one: "{count} section est restée en l’état :",
    other: "{count} sections sont restées en l’état :",
  },
  "act.left.empty": "elle ne contient pas de texte",
  "act.left.not-permitted": "votre rôle ne le permet pas",
  "act.left.unchanged": "rien n’a changé depuis la dernière fois",
  "act.left.other": "elle n’a pas pu être envoyée",

  "treaty.official": "Texte officiel de l’instrument, auprès du dépositaire",
  "treaty.notLoaded": "Le texte de l’article n’a pas encore été chargé.",
  "treaty.source": "Source : {source}",
  "treaty.load": "Charger le texte de l’instrument depuis un fichier",
  "treaty.loadText":
    "Un fichier du texte du dépositaire, en JSON ou en texte simple. Le texte est pris tel quel ; il n’est jamais ressaisi ni modifié ici.",
  "treaty.file": "Fichier",
  "treaty.instrument": "Instrument",
  "treaty.language": "Langue du texte",
  "treaty.from": "Source, par exemple la notification dépositaire",
  "treaty.found": {
    one: "{count} article trouvé dans le fichier",
    other: "{count} articles trouvés dans le fichier",
  },
  "treaty.unreadable": "Aucun article n’a été trouvé dans ce fichier.",
  "treaty.loaded": {
    one: "Le texte de {count} article a été chargé.",
    other: "Le texte de {count} articles a été chargé.",
  },

  "record.review-opened": "A ouvert l’examen",
  "record.member-added": "A ajouté un membre : {name}",
  "record.member-changed": "A modifié une participation : {name}",
  "record.phase-moved": "A fait passer l’examen à la phase « {phase} »",
  "record.phase-moved-reason": "A fait passer l’examen à la phase « {phase} ». Motif : {reason}",
  "record.joined": {
    one: "A intégré {count} section au texte des États examinateurs",
    other: "A intégré {count} sections au texte des États examinateurs",
  },
  "record.transmitted": {
    one: "A transmis {count} section à l’État partie examiné",
    other: "A transmis {count} sections à l’État partie examiné",
  },
  "record.submitted": {
    one: "A présenté {count} section à l’équipe d’examen",
    other: "A présenté {count} sections à l’équipe d’examen",
  },
  "record.cleared": {
    one: "A autorisé la transmission de {count} section",
    other: "A autorisé la transmission de {count} sections",
  },
  "record.treaty-text-loaded": "A chargé le texte d’un instrument",
  "record.activation-renewed": "A renouvelé un lien d’activation",
  "record.second-factor-reset": "A réinitialisé une seconde étape de connexion",
  "record.other": "A consigné un acte : {act}",
};

import type { Message, SuggestionKey } from "./message.ts";

/** The words of proposing and deciding in French. */
export const frenchSuggestions: Readonly<Record<SuggestionKey, Message>> = {
  "work.label": "Mode de travail",
  "work.edit": "Modifier",
  "work.suggest": "Proposer",
  "work.view": "Consulter",
  "work.editText": "Ce que vous écrivez modifie le texte.",
  "work.suggestText":
    "Ce que vous écrivez est une proposition ; le texte reste inchangé jusqu’à ce qu’une décision soit prise.",
  "work.viewText": "Rien ne peut être modifié.",
  "work.outdated":
    "Cette page provient d’une version antérieure de l’application. Rechargez-la pour écrire ; rien n’est perdu.",
  "work.key": "Passer de Modifier à Proposer : {keys}",

  "shown.label": "Afficher",
  "shown.markup": "Modifications apparentes",
  "shown.final": "Tel que proposé",
  "shown.base": "Tel qu’il est",
  "shown.brackets": "Crochets",

  "card.title": "Propositions",
  "card.open": { one: "{count} proposition en suspens", other: "{count} propositions en suspens" },
  "card.none": "Il n’y a pas de proposition en suspens dans les sections à l’écran.",
  "card.next": "Proposition suivante",
  "card.previous": "Proposition précédente",
  "card.more": { one: "{count} autre proposition", other: "{count} autres propositions" },
  "card.toText": "Montrer dans le texte",
  "card.insertion": "Ajout",
  "card.deletion": "Suppression",
  "card.replacement": "Remplacement",
  "card.format": "Mise en forme",
  "card.structure": "Forme du texte",
  "card.malformed": "Ne peut être affichée ; peut être retirée",
  "card.old": "Texte tel qu’il est",
  "card.new": "Texte tel que proposé",
  "card.named": "{kind}, par {name}",
  "card.end": "Fin de la proposition",
  "card.accept": "Accepter",
  "card.keep": "Conserver le texte d’origine",
  "card.withdraw": "Retirer",
  "card.remove": "Enlever",
  "card.reason": "Motif (facultatif)",
  "card.addReason": "Indiquer un motif",
  "card.underConsideration": "À l’examen par les États parties examinateurs",
  "card.waits": "Décision prise par {decided} ; en attente de {waiting}",
  "card.differs": "Les États parties examinateurs ont décidé différemment : {choices}",
  "card.changed": "Le texte a changé ; veuillez le relire",
  "card.gone": "Tranchée ou retirée entre-temps",
  "card.stale": "Le texte visé a changé au point qu’elle serait sans effet",
  "card.not-permitted": "Votre rôle ne permet pas cette décision",
  "card.with-the-state":
    "Le texte est chez l’État partie examiné et reste inchangé jusqu’à ce que celui-ci ait répondu",
  "card.failed": "La décision n’a pas pu être prise pour l’instant",

  "change.break": "Nouveau paragraphe",
  "change.joins": "Réuni au paragraphe précédent",
  "change.adds": "Ajouté : {what}",
  "change.removes": "Supprimé : {what}",
  "change.formatAdds": "Mise en forme ajoutée : {what}",
  "change.formatRemoves": "Mise en forme supprimée : {what}",
  "change.toList": "Devient une liste",
  "change.toHeading": "Devient un intertitre",
  "change.toParagraph": "Devient du texte courant",
  "change.toQuotation": "Devient une citation",
  "change.cells": "Cellules de tableau fusionnées ou scindées",
  "change.shape": "Paragraphes disposés autrement",
  "change.level": "Niveau d’intertitre : {value}",
  "change.order": "La numérotation commence à : {value}",
  "change.lang": "Langue : {value}",
  "change.dir": "Sens d’écriture : {value}",
  "change.attribute": "Propriété modifiée",
  "block.paragraph": "paragraphe",
  "block.heading": "intertitre",
  "block.list": "liste",
  "block.list_item": "élément de liste",
  "block.blockquote": "citation",
  "block.table": "tableau",
  "block.table_row": "ligne de tableau",
  "block.table_cell": "cellule de tableau",
  "block.footnote": "note de bas de page",
  "block.other": "passage du texte",
  "letters.strong": "gras",
  "letters.em": "italique",
  "letters.underline": "souligné",
  "letters.superscript": "exposant",
  "letters.subscript": "indice",
  "letters.link": "lien",
  "letters.other": "autre",

  "bulk.start": "En choisir plusieurs",
  "bulk.end": "Mettre fin au choix",
  "bulk.select": "Choisir : {card}",
  "bulk.selected": { one: "{count} choisie", other: "{count} choisies" },
  "bulk.all": "Toutes celles de cette section",
  "bulk.allOf": "Toutes celles de {name}",
  "bulk.none": "N’en choisir aucune",
  "bulk.confirmAccept": { one: "Accepter {count} proposition", other: "Accepter {count} propositions" },
  "bulk.confirmKeep": {
    one: "Conserver le texte d’origine : {count} proposition",
    other: "Conserver le texte d’origine : {count} propositions",
  },
  "bulk.confirmWithdraw": { one: "Retirer {count} proposition", other: "Retirer {count} propositions" },
  "bulk.ofPerson": { one: "{count} proposition de {name}", other: "{count} propositions de {name}" },
  "bulk.acceptText": "Ce qui est proposé devient partie intégrante du texte.",
  "bulk.keepText": "Le texte reste tel qu’il est et les propositions sont closes.",
  "bulk.recorded": "La décision et son motif figurent dans le registre de l’examen. Elle peut être annulée.",

  "done.accepted": { one: "{count} proposition acceptée.", other: "{count} propositions acceptées." },
  "done.rejected": {
    one: "Texte d’origine conservé : {count} proposition.",
    other: "Texte d’origine conservé : {count} propositions.",
  },
  "done.withdrawn": { one: "{count} proposition retirée.", other: "{count} propositions retirées." },
  "done.waiting": {
    one: "{count} proposition attend l’autre État partie examinateur.",
    other: "{count} propositions attendent l’autre État partie examinateur.",
  },
  "done.superseded": {
    one: "{count} proposition est tombée en conséquence.",
    other: "{count} propositions sont tombées en conséquence.",
  },
  "done.left": {
    one: "{count} proposition est restée en suspens.",
    other: "{count} propositions sont restées en suspens.",
  },
  "done.undone": "La décision a été annulée.",

  "decided.title": "Décisions récentes",
  "decided.none": "Aucune décision dans cette section pour l’instant.",
  "decided.undo": "Annuler la décision",
  "decided.undoText":
    "Les propositions sont de nouveau en suspens et le texte redevient ce qu’il était avant la décision.",

  "refused.title": "Non effectué",
  "refused.text": "Cela ne peut pas être proposé. Pour le faire, il faut modifier le texte.",
  "refused.read-only": "Dans le mode choisi, cette section ne peut qu’être lue.",
  "refused.break-in-footnote":
    "Une note de bas de page tient en un paragraphe ; on ne peut y proposer de nouveau paragraphe.",
  "refused.spanning-cell": "Ceci ne peut être proposé ici, car des cellules fusionnées l’empêchent.",
  "refused.placeholder": "Un passage non communiqué ne peut être ni remplacé ni copié par une proposition.",
  "refused.too-complex": "C’est trop pour une seule proposition. Veuillez procéder par étapes.",
  "refused.too-large": "C’est trop volumineux pour une seule proposition. Veuillez la diviser.",

  "copy.banner":
    "Exemplaire de votre délégation, dans lequel vous proposez des modifications. Seule votre délégation peut le lire, jusqu’à ce que votre point de contact le soumette.",
  "copy.live": "Ce que vous proposez ici peut être lu aussitôt par toute l’équipe d’examen.",

  "copy.text": "Propositions de {state}",

  "leave.open": {
    one: "{count} proposition y est encore en suspens :",
    other: "{count} propositions y sont encore en suspens :",
  },
  "leave.wait": "Attendre qu’une décision soit prise",
  "leave.behind": "Envoyer le texte tel qu’il est et ne pas les joindre",
  "leave.counting": "Décompte des propositions en suspens…",
  "act.left.open-suggestions": "elle contient des propositions encore en suspens",
  "submit.changes": {
    one: "{count} proposition de votre délégation est envoyée à l’équipe d’examen.",
    other: "{count} propositions de votre délégation sont envoyées à l’équipe d’examen.",
  },
  "submit.text":
    "Les propositions de votre délégation apparaissent dans le texte de l’équipe d’examen. Ce texte lui-même n’est pas modifié.",
  "submit.stays": {
    one: "{count} proposition d’autrui qui s’y trouve déjà reste telle quelle.",
    other: "{count} propositions d’autrui qui s’y trouvent déjà restent telles quelles.",
  },

  "submit.notTaken": {
    one: "{count} proposition n’a pas pu être reprise, le texte ayant changé entre-temps ; elle reste dans votre exemplaire.",
    other:
      "{count} propositions n’ont pas pu être reprises, le texte ayant changé entre-temps ; elles restent dans votre exemplaire.",
  },

  "twoKeys.label": "Chaque État examinateur se prononce sur les propositions",
  "twoKeys.hint":
    "Une proposition relative aux observations est tranchée lorsque tous les États parties examinateurs de l’instrument se sont prononcés dans le même sens.",
  "twoKeys.is": "Chaque État partie examinateur se prononce sur les propositions relatives aux observations.",
  "twoKeys.isNot": "La décision d’un seul État partie examinateur suffit.",
  "twoKeys.title": "Décisions sur les propositions",

  "live.title": "Proposer dans le texte commun",
  "live.text":
    "Les membres de votre délégation désignés ici proposent des modifications directement dans le texte de l’équipe d’examen, pendant le dialogue et la recherche du consensus. Les autres proposent dans l’exemplaire de votre délégation.",
  "live.save": "Enregistrer",
  "live.saved": "Les membres pouvant proposer directement ont été désignés.",
  "live.allowed": "Peut proposer directement dans le texte commun",

  "kept.why.limit":
    "La section contient autant de propositions en suspens qu’elle peut en contenir, soit 5 000. Il faut d’abord en trancher ou en retirer.",
  "kept.why.others": "Cela aurait modifié la proposition d’une autre personne.",
  "kept.suggest": "Remettre sous forme de propositions",
  "kept.notSuggested":
    "Ceci ne peut être remis sous forme de propositions : le texte a trop changé. Vous pouvez le copier.",
  "kept.partlySuggested": "Une partie a été remise sous forme de propositions ; le reste demeure ici.",
  "kept.suggested": "Remis sous forme de propositions.",

  "record.suggestions-accepted": {
    one: "A accepté {count} proposition",
    other: "A accepté {count} propositions",
  },
  "record.suggestions-rejected": {
    one: "A conservé le texte d’origine : {count} proposition",
    other: "A conservé le texte d’origine : {count} propositions",
  },
  "record.suggestions-withdrawn": {
    one: "A retiré {count} proposition",
    other: "A retiré {count} propositions",
  },
  "record.superseded": {
    one: "{count} autre proposition est tombée",
    other: "{count} autres propositions sont tombées",
  },
  "record.decision-undone": "A annulé une décision sur des propositions",
  "record.decision-keyed": {
    one: "S’est prononcé sur {count} proposition",
    other: "S’est prononcé sur {count} propositions",
  },
  "record.keyAwaited": "un autre État partie examinateur doit encore se prononcer",
  "record.suggestions-submitted": {
    one: "A soumis {count} proposition à l’équipe d’examen",
    other: "A soumis {count} propositions à l’équipe d’examen",
  },
  "record.live-allowed": "A désigné les membres pouvant proposer directement dans le texte commun : {names}",
  "record.live-nobody": "A décidé que personne ne propose directement dans le texte commun",
  "record.ofMember": "de {names}",
  "record.withReason": "{act}. Motif : {reason}",
};

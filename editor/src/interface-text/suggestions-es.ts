import type { Message, SuggestionKey } from "./message.ts";

/** The words of proposing and deciding in Spanish. */
export const spanishSuggestions: Readonly<Record<SuggestionKey, Message>> = {
  "work.label": "Modo",
  "work.edit": "Editar",
  "work.suggest": "Proponer",
  "work.view": "Ver",
  "work.editText": "Lo que escriba modifica el texto.",
  "work.suggestText":
    "Lo que escriba es una propuesta; el texto queda como está hasta que se adopte una decisión.",
  "work.viewText": "No se puede modificar nada.",
  "work.outdated":
    "Esta página es de una versión anterior de la aplicación. Vuelva a cargarla para escribir; no se pierde nada.",
  "work.key": "Pasar de Editar a Proponer: {keys}",

  "shown.label": "Mostrar",
  "shown.markup": "Cambios marcados",
  "shown.final": "Como se propone",
  "shown.base": "Como está",
  "shown.brackets": "Corchetes",

  "card.title": "Propuestas",
  "card.open": { one: "{count} propuesta pendiente", other: "{count} propuestas pendientes" },
  "card.none": "No hay propuestas pendientes en las secciones en pantalla.",
  "card.next": "Propuesta siguiente",
  "card.previous": "Propuesta anterior",
  "card.more": { one: "{count} propuesta más", other: "{count} propuestas más" },
  "card.toText": "Mostrar en el texto",
  "card.insertion": "Adición",
  "card.deletion": "Supresión",
  "card.replacement": "Sustitución",
  "card.format": "Formato",
  "card.structure": "Forma del texto",
  "card.malformed": "No se puede mostrar; se puede quitar",
  "card.old": "Texto como está",
  "card.new": "Texto como se propone",
  "card.named": "{kind} de {name}",
  "card.end": "Fin de la propuesta",
  "card.accept": "Aceptar",
  "card.keep": "Mantener el texto original",
  "card.withdraw": "Retirar",
  "card.remove": "Quitar",
  "card.reason": "Motivo (opcional)",
  "card.addReason": "Indicar un motivo",
  "card.underConsideration": "En examen por los Estados parte examinadores",
  "card.waits": "Decidido por {decided}; a la espera de {waiting}",
  "card.differs": "Los Estados parte examinadores han decidido de modo distinto: {choices}",
  "card.changed": "El texto ha cambiado; vuelva a leerlo",
  "card.gone": "Decidida o retirada entretanto",
  "card.stale": "El texto al que se refiere ha cambiado tanto que no tendría efecto",
  "card.not-permitted": "Su función no permite esta decisión",
  "card.with-the-state":
    "El texto está en manos del Estado parte objeto de examen y no cambia hasta que este haya respondido",
  "card.failed": "No se ha podido decidir ahora",

  "change.break": "Punto y aparte",
  "change.joins": "Unido al párrafo anterior",
  "change.adds": "Añadido: {what}",
  "change.removes": "Suprimido: {what}",
  "change.formatAdds": "Formato añadido: {what}",
  "change.formatRemoves": "Formato suprimido: {what}",
  "change.toList": "Pasa a ser una lista",
  "change.toHeading": "Pasa a ser un encabezamiento",
  "change.toParagraph": "Pasa a ser texto corrido",
  "change.toQuotation": "Pasa a ser una cita",
  "change.cells": "Celdas de cuadro combinadas o divididas",
  "change.shape": "Párrafos dispuestos de otro modo",
  "change.level": "Nivel del encabezamiento: {value}",
  "change.order": "La numeración empieza en: {value}",
  "change.lang": "Idioma: {value}",
  "change.dir": "Sentido de la escritura: {value}",
  "change.attribute": "Propiedad modificada",
  "block.paragraph": "párrafo",
  "block.heading": "encabezamiento",
  "block.list": "lista",
  "block.list_item": "elemento de lista",
  "block.blockquote": "cita",
  "block.table": "cuadro",
  "block.table_row": "fila de cuadro",
  "block.table_cell": "celda de cuadro",
  "block.footnote": "nota a pie de página",
  "block.other": "pasaje",
  "letters.strong": "negrita",
  "letters.em": "cursiva",
  "letters.underline": "subrayado",
  "letters.superscript": "superíndice",
  "letters.subscript": "subíndice",
  "letters.link": "enlace",
  "letters.other": "otro",

  "bulk.start": "Seleccionar varias",
  "bulk.end": "Terminar la selección",
  "bulk.select": "Seleccionar: {card}",
  "bulk.selected": { one: "{count} seleccionada", other: "{count} seleccionadas" },
  "bulk.all": "Todas las de esta sección",
  "bulk.allOf": "Todas las de {name}",
  "bulk.none": "No seleccionar ninguna",
  "bulk.confirmAccept": { one: "Aceptar {count} propuesta", other: "Aceptar {count} propuestas" },
  "bulk.confirmKeep": {
    one: "Mantener el texto original: {count} propuesta",
    other: "Mantener el texto original: {count} propuestas",
  },
  "bulk.confirmWithdraw": { one: "Retirar {count} propuesta", other: "Retirar {count} propuestas" },
  "bulk.ofPerson": { one: "{count} propuesta de {name}", other: "{count} propuestas de {name}" },
  "bulk.acceptText": "Lo propuesto pasa a formar parte del texto.",
  "bulk.keepText": "El texto queda como está y las propuestas se cierran.",
  "bulk.recorded": "La decisión y su motivo constan en el registro del examen. Se puede anular.",

  "done.accepted": { one: "{count} propuesta aceptada.", other: "{count} propuestas aceptadas." },
  "done.rejected": {
    one: "Se mantiene el texto original: {count} propuesta.",
    other: "Se mantiene el texto original: {count} propuestas.",
  },
  "done.withdrawn": { one: "{count} propuesta retirada.", other: "{count} propuestas retiradas." },
  "done.waiting": {
    one: "{count} propuesta espera al otro Estado parte examinador.",
    other: "{count} propuestas esperan al otro Estado parte examinador.",
  },
  "done.superseded": {
    one: "{count} propuesta decayó en consecuencia.",
    other: "{count} propuestas decayeron en consecuencia.",
  },
  "done.left": {
    one: "{count} propuesta quedó pendiente.",
    other: "{count} propuestas quedaron pendientes.",
  },
  "done.undone": "Se anuló la decisión.",

  "decided.title": "Decisiones recientes",
  "decided.none": "Todavía no hay decisiones en esta sección.",
  "decided.undo": "Anular la decisión",
  "decided.undoText": "Las propuestas vuelven a estar pendientes y el texto queda como antes de la decisión.",

  "refused.title": "No realizado",
  "refused.text": "Esto no se puede proponer. Para hacerlo hay que editar el texto.",
  "refused.read-only": "En el modo elegido, esta sección solo se puede leer.",
  "refused.break-in-footnote":
    "Una nota a pie de página es un solo párrafo; en ella no se puede proponer otro.",
  "refused.spanning-cell": "Esto no se puede proponer aquí, porque lo impiden celdas combinadas.",
  "refused.placeholder": "Un pasaje reservado no se puede sustituir ni copiar mediante una propuesta.",
  "refused.too-complex": "Es demasiado para una sola propuesta. Propóngalo por pasos.",
  "refused.too-large": "Es demasiado extenso para una sola propuesta. Divídala en partes.",

  "copy.banner":
    "Ejemplar de su delegación, en el que usted propone cambios. Solo puede leerlo su delegación, hasta que su punto de contacto lo presente.",
  "copy.live": "Lo que proponga aquí puede leerlo de inmediato todo el equipo de examen.",

  "copy.text": "Propuestas de {state}",

  "leave.open": {
    one: "Contiene {count} propuesta todavía pendiente:",
    other: "Contiene {count} propuestas todavía pendientes:",
  },
  "leave.wait": "Esperar a que se decidan",
  "leave.behind": "Enviar el texto como está y no incluirlas",
  "leave.counting": "Se cuentan las propuestas pendientes.",
  "act.left.open-suggestions": "contiene propuestas todavía pendientes",
  "submit.changes": {
    one: "Se envía al equipo de examen {count} propuesta de su delegación.",
    other: "Se envían al equipo de examen {count} propuestas de su delegación.",
  },
  "submit.text":
    "Las propuestas de su delegación aparecen en el texto del equipo de examen. Ese texto en sí no se modifica.",
  "submit.stays": {
    one: "{count} propuesta de otros que ya figura en él queda como está.",
    other: "{count} propuestas de otros que ya figuran en él quedan como están.",
  },

  "submit.notTaken": {
    one: "No se pudo incorporar {count} propuesta, porque el texto cambió entretanto; queda en su ejemplar.",
    other:
      "No se pudieron incorporar {count} propuestas, porque el texto cambió entretanto; quedan en su ejemplar.",
  },

  "twoKeys.label": "Cada Estado examinador decide sobre las propuestas",
  "twoKeys.hint":
    "Una propuesta sobre las observaciones se decide cuando todos los Estados parte examinadores del instrumento han decidido en el mismo sentido.",
  "twoKeys.is": "Cada Estado parte examinador decide sobre las propuestas relativas a las observaciones.",
  "twoKeys.isNot": "Basta la decisión de un Estado parte examinador.",
  "twoKeys.title": "Decisiones sobre las propuestas",

  "live.title": "Proponer en el texto común",
  "live.text":
    "Los miembros de su delegación designados aquí proponen cambios directamente en el texto del equipo de examen, durante el diálogo y la búsqueda de consenso. Los demás proponen en el ejemplar de su delegación.",
  "live.save": "Guardar",
  "live.saved": "Se designó a los miembros que pueden proponer directamente.",
  "live.allowed": "Puede proponer directamente en el texto común",

  "kept.why.limit":
    "La sección contiene tantas propuestas pendientes como admite: 5.000. Antes hay que decidir o retirar algunas.",
  "kept.why.others": "Habría alterado la propuesta de otra persona.",
  "kept.suggest": "Volver a incluir como propuestas",
  "kept.notSuggested":
    "Esto no se puede incluir como propuestas: el texto ha cambiado demasiado. Puede copiarlo.",
  "kept.partlySuggested": "Una parte se incluyó como propuestas; el resto queda aquí.",
  "kept.suggested": "Incluido de nuevo como propuestas.",

  "record.suggestions-accepted": {
    one: "Aceptó {count} propuesta",
    other: "Aceptó {count} propuestas",
  },
  "record.suggestions-rejected": {
    one: "Mantuvo el texto original: {count} propuesta",
    other: "Mantuvo el texto original: {count} propuestas",
  },
  "record.suggestions-withdrawn": {
    one: "Retiró {count} propuesta",
    other: "Retiró {count} propuestas",
  },
  "record.superseded": {
    one: "decayó {count} propuesta más",
    other: "decayeron {count} propuestas más",
  },
  "record.decision-undone": "Anuló una decisión sobre propuestas",
  "record.decision-keyed": {
    one: "Decidió sobre {count} propuesta",
    other: "Decidió sobre {count} propuestas",
  },
  "record.keyAwaited": "falta la decisión de otro Estado parte examinador",
  "record.suggestions-submitted": {
    one: "Presentó {count} propuesta al equipo de examen",
    other: "Presentó {count} propuestas al equipo de examen",
  },
  "record.live-allowed": "Designó a quienes pueden proponer directamente en el texto común: {names}",
  "record.live-nobody": "Dispuso que nadie proponga directamente en el texto común",
  "record.ofMember": "de {names}",
  "record.withReason": "{act}. Motivo: {reason}",
};

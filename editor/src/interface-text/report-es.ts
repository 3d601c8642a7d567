import type { Message, ReportKey } from "./message.ts";

/** The words of the report page and of the record in Spanish. */
export const spanishReport: Readonly<Record<ReportKey, Message>> = {
  "report.title": "Informe sobre el examen del país: {state}",
  "report.listTitle": "Lista de observaciones: {state}",
  "report.text": "Texto del informe",
  "report.outline": "Esquema del informe",
  "report.showOutline": "Esquema",
  "report.closeOutline": "Cerrar el esquema",
  "report.expand": "Mostrar lo que hay debajo de {name}",
  "report.search": "Buscar en el informe",
  "report.searchHint": "Títulos y textos que usted puede leer",
  "report.searchNone": "No se ha encontrado nada.",
  "report.searchHeadings": "Títulos",
  "report.searchText": { one: "{count} pasaje en el texto", other: "{count} pasajes en el texto" },
  "report.empty": "Todavía no hay ninguna sección que usted pueda leer.",
  "report.sectionLoading": "Se está cargando esta sección.",
  "report.sectionEmpty": "Aún sin texto.",
  "report.damaged":
    "No se ha podido leer una parte de esta sección. Se muestra hasta el último punto en buen estado y no admite cambios. Se ha informado a la Secretaría.",
  "report.placeholder": "[texto reservado]",
  "report.footnotes": "Notas",
  "report.footnote": "Nota {number}",
  "report.words": { one: "{count} palabra", other: "{count} palabras" },
  "report.print": "Imprimir",
  "report.printSection": "Imprimir esta sección",
  "report.state": "Redacción",
  "report.tools": "Herramientas del informe",
  "report.about": "Acerca del examen",

  "mode.edit": "Puede editar esta sección",
  "mode.suggest": "Puede proponer cambios en esta sección",
  "mode.comment": "Puede comentar esta sección",
  "mode.read": "Solo lectura",
  "mode.label": "Modo",
  "mode.none": "Elija una sección",

  "readers.label": "Quién puede leer",
  "readers.team":
    "El equipo de examen: el Estado parte objeto de examen, los Estados parte examinadores y la Secretaría",
  "readers.reviewers": "Los Estados parte examinadores y la Secretaría",
  "readers.state": "Solo la delegación de {state}",
  "readers.ownState": "Solo su delegación, {state}",
  "readers.secretariat": "Solo la Secretaría",
  "readers.sealed": "Solo personas designadas nominalmente",

  "text.choose": "Texto mostrado",
  "text.team": "Texto del equipo de examen",
  "text.reviewers": "Texto de los Estados parte examinadores",
  "text.state": "Texto de {state}",
  "text.secretariat": "Texto de la Secretaría",
  "text.sealed": "Texto para personas designadas",
  "text.current": "en redacción",
  "text.submitted": "tal como se presentó",
  "text.history": "texto anterior",

  "present.label": "Presentes",

  "saved.saving": "Guardando…",
  "saved.saved": "Guardado",
  "saved.offline": "Sin conexión: su texto se conserva en este ordenador",
  "saved.not-saved": "No guardado: se conserva en este ordenador",
  "saved.connecting": "Conectando…",
  "saved.signed-out":
    "Su sesión ha terminado: su texto se conserva en este ordenador. Vuelva a iniciar sesión para continuar.",
  "saved.blocked":
    "La redacción en directo no puede comenzar: la red no deja pasar la conexión. Puede leer, y lo que escriba se conserva en este ordenador.",

  "kept.why.access": "Su acceso a esta sección cambió antes de que se pudiera guardar.",
  "kept.why.damaged": "La sección no admite cambios en este momento.",
  "kept.why.size": "Era demasiado grande para tomarlo de una vez.",
  "kept.why.deleted": "Entretanto, otros suprimieron el párrafo en que estaba escrito.",
  "kept.why.left": "Usted cerró la sesión antes de que se pudiera guardar.",
  "kept.gone": "Usted ya no puede abrir el texto en que se escribió.",
  "merged.mine": {
    one: "Se ha guardado {count} párrafo que usted escribió sin conexión.",
    other: "Se han guardado {count} párrafos que usted escribió sin conexión.",
  },
  "merged.others": {
    one: "Entretanto, otros modificaron aquí {count} párrafo.",
    other: "Entretanto, otros modificaron aquí {count} párrafos.",
  },
  "merged.read": "Ambos textos se han combinado; vuelva a leer la sección.",
  "kept.why.other": "El servidor no pudo incorporarlo al texto.",
  "kept.added": "Añadido",
  "kept.changed": "Modificado",
  "kept.removed": "Suprimido",
  "kept.insert": "Volver a poner en el texto",
  "kept.inserted": "Puesto de nuevo en el texto.",
  "kept.discard": "Descartar",

  "act.join": "Incorporar al texto de los Estados examinadores",
  "act.transmit": "Transmitir al Estado parte objeto de examen",
  "act.submit": "Presentar al equipo de examen",
  "act.joinSection": "Incorporar {section}",
  "act.transmitSection": "Transmitir {section}",
  "act.submitSection": "Presentar {section}",
  "act.joinText":
    "Los borradores de su Estado pasan a formar parte del texto que los Estados parte examinadores redactan juntos.",
  "act.transmitText":
    "El texto, tal como está ahora, se envía al Estado parte objeto de examen para que formule observaciones. Los borradores anteriores no se envían. Una transmisión posterior será una nueva versión.",
  "act.submitText":
    "El texto, tal como está ahora, se envía al equipo de examen. Los borradores anteriores no se envían. Puede seguir redactando y presentarlo de nuevo; será una nueva versión.",
  "act.joinReaders": "A partir de entonces podrán leerlo: los Estados parte examinadores y la Secretaría.",
  "act.transmitReaders":
    "A partir de entonces podrá leerlo: todo el equipo de examen, incluido el Estado parte objeto de examen.",
  "act.submitReaders":
    "A partir de entonces podrá leerlo: todo el equipo de examen, incluidos los Estados parte examinadores y la Secretaría.",
  "act.unread": "Quien ha leído un texto puede conservarlo; esto no puede deshacerse.",
  "act.clearing":
    "El texto de varios Estados parte examinadores sale cuando lo ha autorizado el punto de contacto de cada uno de ellos.",
  "act.clearedBy": "Autorizado hasta ahora por: {states}",
  "act.sections": { one: "Esto concierne a {count} sección:", other: "Esto concierne a {count} secciones:" },
  "act.done": { one: "Se ha enviado {count} sección.", other: "Se han enviado {count} secciones." },
  "act.cleared": {
    one: "Usted ha autorizado {count} sección; espera al punto de contacto de otro Estado.",
    other: "Usted ha autorizado {count} secciones; esperan al punto de contacto de otro Estado.",
  },
  "act.left": {
    one: "{count} sección ha quedado como estaba:",
    other: "{count} secciones han quedado como estaban:",
  },
  "act.left.empty": "no contiene texto",
  "act.left.not-permitted": "su función no lo permite",
  "act.left.unchanged": "nada ha cambiado desde la última vez",
  "act.left.other": "no se pudo enviar",

  "treaty.official": "Texto oficial del instrumento, del depositario",
  "treaty.notLoaded": "Todavía no se ha cargado el texto del artículo.",
  "treaty.source": "Fuente: {source}",
  "treaty.load": "Cargar el texto del instrumento desde un archivo",
  "treaty.loadText":
    "Un archivo con el texto del depositario, en JSON o en texto simple. El texto se toma tal cual; aquí nunca se vuelve a escribir ni se modifica.",
  "treaty.file": "Archivo",
  "treaty.instrument": "Instrumento",
  "treaty.language": "Idioma del texto",
  "treaty.from": "Fuente, por ejemplo la notificación del depositario",
  "treaty.found": {
    one: "{count} artículo encontrado en el archivo",
    other: "{count} artículos encontrados en el archivo",
  },
  "treaty.unreadable": "No se han encontrado artículos en este archivo.",
  "treaty.loaded": {
    one: "Se ha cargado el texto de {count} artículo.",
    other: "Se ha cargado el texto de {count} artículos.",
  },

  "record.review-opened": "Abrió el examen",
  "record.member-added": "Añadió a un miembro: {name}",
  "record.member-changed": "Modificó una participación: {name}",
  "record.phase-moved": "Pasó el examen a la fase «{phase}»",
  "record.phase-moved-reason": "Pasó el examen a la fase «{phase}». Motivo: {reason}",
  "record.joined": {
    one: "Incorporó {count} sección al texto de los Estados examinadores",
    other: "Incorporó {count} secciones al texto de los Estados examinadores",
  },
  "record.transmitted": {
    one: "Transmitió {count} sección al Estado parte objeto de examen",
    other: "Transmitió {count} secciones al Estado parte objeto de examen",
  },
  "record.submitted": {
    one: "Presentó {count} sección al equipo de examen",
    other: "Presentó {count} secciones al equipo de examen",
  },
  "record.cleared": {
    one: "Autorizó la transmisión de {count} sección",
    other: "Autorizó la transmisión de {count} secciones",
  },
  "record.treaty-text-loaded": "Cargó el texto de un instrumento",
  "record.activation-renewed": "Renovó un enlace de activación",
  "record.second-factor-reset": "Restableció un segundo paso de inicio de sesión",
  "record.other": "Hizo constar un acto: {act}",
};

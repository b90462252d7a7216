// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a resource in FHIR XML, of whatever type, what its JSON form has at a few paths: its id, the reference to whom it is
 * about, the URLs of its attachments, and, of a Bundle, nothing. As strict about XML as {@link FhirXmlReader}, and ignorant of the
 * other elements of the type.
 */
final class XmlOutline {

    private static final Set<String> TOLD_IN_WHOLE = Set.of("Task", "Composition", "Bundle");
    private static final Set<String> ABOUT = Set.of("subject", "patient", "beneficiary");
    private static final String FHIR = "http://hl7.org/fhir";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private final XMLStreamReader xml;
    private final ObjectNode resource = StrictJson.newObject();
    private int depth;
    private @Nullable ObjectNode open;

    private XmlOutline(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Optional<ObjectNode> read(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            return Optional.empty();
        }
        try {
            XMLStreamReader xml = SafeXml.reader(FhirXmlReader.decode(bytes));
            try {
                return Optional.of(new XmlOutline(xml).document());
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | MalformedXmlException malformed) {
            return Optional.empty();
        }
    }

    private ObjectNode document() throws XMLStreamException, MalformedXmlException {
        String encoding = xml.getCharacterEncodingScheme();
        require(encoding == null || encoding.equalsIgnoreCase("UTF-8"));
        String[] path = new String[FhirXmlReader.MAX_DEPTH + 1];
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String namespace = xml.getNamespaceURI();
                    require(FHIR.equals(namespace) || (depth > 0 && XHTML.equals(namespace)));
                    require(depth < FhirXmlReader.MAX_DEPTH);
                    path[depth++] = XHTML.equals(namespace) ? "" : xml.getLocalName();
                    started(path);
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.COMMENT,
                        XMLStreamConstants.SPACE,
                        XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.END_DOCUMENT -> {}
                default -> throw new MalformedXmlException("the XML has more than elements");
            }
        }
        return resource;
    }

    /** The element that began is the last of the path. */
    private void started(String[] path) throws MalformedXmlException {
        String name = path[depth - 1];
        if (depth == 1) {
            require(!TOLD_IN_WHOLE.contains(name) && xml.getAttributeCount() == 0);
            resource.put("resourceType", name);
        } else if (depth == 2) {
            open = switch (name) {
                case "id" -> {
                    require(!resource.has("id"));
                    resource.put("id", value());
                    yield null;
                }
                case "content" -> resource.withArray("content").addObject();
                case String about when ABOUT.contains(about) -> added(about);
                default -> null;
            };
        } else if (open != null && depth == 3 && name.equals("reference") && ABOUT.contains(path[1])) {
            require(!open.has("reference"));
            open.put("reference", value());
        } else if (open != null
                && depth == 4
                && name.equals("url")
                && path[1].equals("content")
                && path[2].equals("attachment")) {
            require(!open.path("attachment").has("url"));
            open.withObject("attachment").put("url", value());
        }
    }

    /** One is an object, several an array, as their JSON forms. */
    private ObjectNode added(String about) {
        ObjectNode one = StrictJson.newObject();
        switch (resource.get(about)) {
            case null -> resource.set(about, one);
            case ArrayNode several -> several.add(one);
            case com.fasterxml.jackson.databind.JsonNode first -> {
                ArrayNode several = resource.putArray(about);
                several.add(first).add(one);
            }
        }
        return one;
    }

    private String value() throws MalformedXmlException {
        String value = xml.getAttributeValue(null, "value");
        require(value != null && !value.isEmpty());
        return String.valueOf(value);
    }

    private static void require(boolean holds) throws MalformedXmlException {
        if (!holds) {
            throw new MalformedXmlException("the XML is no resource that can be read");
        }
    }
}

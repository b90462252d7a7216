// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.pdp.document.FhirTypes.Element;
import io.notenboom.pdp.document.FhirTypes.Kind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a resource from FHIR XML to its FHIR JSON form. Strict: UTF-8 without byte order mark, no document type, no entities but
 * the five of XML, no processing instructions, no other namespaces, elements that the type has and in its order, nesting at most
 * {@value #MAX_DEPTH}, no contained resources in a Task. Nothing outside the input is ever read. Of a narrative, and of what a
 * Composition contains, only that it is there is kept.
 */
final class FhirXmlReader {

    static final int MAX_DEPTH = 64;

    private static final String FHIR = "http://hl7.org/fhir";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final String EMPTY_NARRATIVE = "<div xmlns=\"" + XHTML + "\"></div>";

    private final XMLStreamReader xml;
    private final FhirTypes types;
    private boolean mayContain;
    private int depth;

    private FhirXmlReader(XMLStreamReader xml, FhirTypes types) {
        this.xml = xml;
        this.types = types;
    }

    /** A value of a primitive and what was said about it. */
    private record Primitive(@Nullable JsonNode value, ObjectNode about) {}

    static ObjectNode read(byte[] bytes, FhirVersion version, int maxBytes) throws MalformedXmlException {
        if (bytes.length > maxBytes) {
            throw new MalformedXmlException("the XML is larger than " + maxBytes + " bytes");
        }
        try {
            XMLStreamReader xml = SafeXml.reader(decode(bytes));
            try {
                return new FhirXmlReader(xml, FhirTypes.of(version)).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | JsonInputException malformed) {
            throw new MalformedXmlException("the input is not strict XML");
        }
    }

    static String decode(byte[] bytes) throws MalformedXmlException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new MalformedXmlException("the XML is not valid UTF-8");
        }
    }

    private ObjectNode document() throws XMLStreamException, MalformedXmlException {
        String encoding = xml.getCharacterEncodingScheme();
        boolean utf8 = encoding == null || encoding.equalsIgnoreCase("UTF-8");
        if (!utf8 || !nextElement() || !FhirDocument.readsXmlOf(xml.getLocalName())) {
            throw new MalformedXmlException("the root is no Task or Composition in UTF-8");
        }
        requireNamespace(FHIR);
        String type = xml.getLocalName();
        mayContain = type.equals("Composition");
        ObjectNode resource = StrictJson.newObject().put("resourceType", type);
        require(xml.getAttributeCount() == 0);
        children(type, resource);
        require(!nextElement());
        return resource;
    }

    /** Goes to the next start (true) or end (false) of an element; nothing but white space and comments may be between. */
    private boolean nextElement() throws XMLStreamException, MalformedXmlException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    require(depth <= MAX_DEPTH);
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return false;
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.SPACE, XMLStreamConstants.END_DOCUMENT -> {}
                case XMLStreamConstants.CHARACTERS -> require(xml.isWhiteSpace());
                default -> throw new MalformedXmlException("the XML has more than elements");
            }
        }
        return false;
    }

    /** Reads the elements of a type up to its end. */
    private void children(String type, ObjectNode into) throws XMLStreamException, MalformedXmlException {
        Element before = null;
        while (nextElement()) {
            Element element = types.element(type, xml.getLocalName())
                    .orElseThrow(() -> new MalformedXmlException("an element that its type does not have"));
            if (before != null) {
                boolean again = element.name().equals(before.name()) && element.repeats();
                require(element.order() > before.order() || again);
            }
            before = element;
            add(element, into);
        }
    }

    private void add(Element element, ObjectNode into) throws XMLStreamException, MalformedXmlException {
        switch (element.kind()) {
            case TEXT, BOOLEAN, NUMBER -> addPrimitive(element, primitive(element.kind()), into);
            case XHTML -> {
                skip(XHTML);
                into.put(element.name(), EMPTY_NARRATIVE);
            }
            case RESOURCE -> {
                require(mayContain);
                skip(FHIR);
                into.withArray(element.name()).addObject();
            }
            case COMPLEX -> {
                ObjectNode complex = complex(element.type());
                if (element.repeats()) {
                    into.withArray(element.name()).add(complex);
                } else {
                    into.set(element.name(), complex);
                }
            }
        }
    }

    private ObjectNode complex(String type) throws XMLStreamException, MalformedXmlException {
        requireNamespace(FHIR);
        ObjectNode node = StrictJson.newObject();
        for (int index = 0; index < xml.getAttributeCount(); index++) {
            String name = attribute(index);
            require(name.equals("id") || (name.equals("url") && type.equals("Extension")));
            node.put(name, xml.getAttributeValue(index));
        }
        children(type, node);
        require(!node.isEmpty());
        return node;
    }

    private Primitive primitive(Kind kind) throws XMLStreamException, MalformedXmlException {
        requireNamespace(FHIR);
        ObjectNode about = StrictJson.newObject();
        JsonNode value = null;
        for (int index = 0; index < xml.getAttributeCount(); index++) {
            String text = xml.getAttributeValue(index);
            switch (attribute(index)) {
                case "value" -> value = value(kind, text);
                case "id" -> about.put("id", text);
                default -> throw new MalformedXmlException("an attribute that no primitive has");
            }
        }
        while (nextElement()) {
            require(xml.getLocalName().equals("extension"));
            about.withArray("extension").add(complex("Extension"));
        }
        require(value != null || !about.isEmpty());
        return new Primitive(value, about);
    }

    private static JsonNode value(Kind kind, String text) throws MalformedXmlException {
        require(!text.isEmpty());
        return switch (kind) {
            case BOOLEAN -> {
                require(text.equals("true") || text.equals("false"));
                yield BooleanNode.valueOf(text.equals("true"));
            }
            case NUMBER -> {
                JsonNode number = StrictJson.parse(text, 100);
                require(number.isNumber() && text.strip().equals(text));
                yield number;
            }
            case TEXT, XHTML, RESOURCE, COMPLEX -> TextNode.valueOf(text);
        };
    }

    /** What is said about a value stands in a member of its own, with nulls where an array has gaps. */
    private static void addPrimitive(Element element, Primitive primitive, ObjectNode into) {
        String name = element.name();
        String aboutName = "_" + name;
        if (!element.repeats()) {
            if (primitive.value() != null) {
                into.set(name, primitive.value());
            }
            if (!primitive.about().isEmpty()) {
                into.set(aboutName, primitive.about());
            }
            return;
        }
        ArrayNode values = into.withArray(name);
        int before = values.size();
        if (primitive.value() == null) {
            values.addNull();
        } else {
            values.add(primitive.value());
        }
        if (into.has(aboutName) || !primitive.about().isEmpty()) {
            ArrayNode abouts = into.withArray(aboutName);
            while (abouts.size() < before) {
                abouts.addNull();
            }
            if (primitive.about().isEmpty()) {
                abouts.addNull();
            } else {
                abouts.add(primitive.about());
            }
        }
    }

    private String attribute(int index) throws MalformedXmlException {
        String namespace = xml.getAttributeNamespace(index);
        require(namespace == null || namespace.isEmpty());
        return xml.getAttributeLocalName(index);
    }

    /** Skips an element of a namespace with all that is in it; below it there may be narratives as well. */
    private void skip(String namespace) throws XMLStreamException, MalformedXmlException {
        requireNamespace(namespace);
        int start = depth;
        while (depth >= start) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    require(namespace.equals(xml.getNamespaceURI()) || XHTML.equals(xml.getNamespaceURI()));
                    depth++;
                    require(depth <= MAX_DEPTH);
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.COMMENT,
                        XMLStreamConstants.SPACE,
                        XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA -> {}
                default -> throw new MalformedXmlException("what is skipped is more than elements");
            }
        }
    }

    private void requireNamespace(String namespace) throws MalformedXmlException {
        require(namespace.equals(xml.getNamespaceURI()));
    }

    private static void require(boolean holds) throws MalformedXmlException {
        if (!holds) {
            throw new MalformedXmlException("the XML is not what its type allows");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The platform's XML parser with everything off that could read more than the input or grow it. */
final class SafeXml {

    private SafeXml() {}

    /** A reader of a text. A document type is refused here already; the platform's factory is not safe for many threads. */
    static XMLStreamReader reader(String text) throws XMLStreamException {
        if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY")) {
            throw new XMLStreamException("a document type is not accepted");
        }
        if (text.startsWith("\uFEFF")) {
            throw new XMLStreamException("a byte order mark is not accepted");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("nothing else is read");
        });
        return factory.createXMLStreamReader(new StringReader(text));
    }
}

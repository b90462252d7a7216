// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.tabletest;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the XML form that build servers read: a suite for each file, a case for each line. */
public final class JUnitReport {

    private final Map<String, List<TableResult>> suites = new LinkedHashMap<>();

    /** Adds the results of a file. */
    public void add(String file, List<TableResult> results) {
        suites.put(file, List.copyOf(results));
    }

    /** Writes everything. */
    public void write(Writer target) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(target);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Map.Entry<String, List<TableResult>> suite : suites.entrySet()) {
                suite(xml, suite.getKey(), suite.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException failure) {
            throw new IOException("the report cannot be written", failure);
        }
    }

    private static void suite(XMLStreamWriter xml, String file, List<TableResult> results) throws XMLStreamException {
        long failed = results.stream().filter(result -> !result.passed()).count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", file);
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", Long.toString(failed));
        xml.writeAttribute("errors", "0");
        for (TableResult result : results) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", file);
            xml.writeAttribute("name", plain(result.name()));
            if (!result.passed()) {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", plain(String.join("; ", result.differences())));
                xml.writeCharacters(plain(String.join("\n", result.checks())));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Without what XML 1.0 cannot hold. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}

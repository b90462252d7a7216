// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

import io.notenboom.pdp.request.FhirVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which elements the types of a FHIR version have, in which order, and which of them repeat: what XML does not say and JSON
 * does. Read from {@code fhir/<version>.types}: one line for each type, {@code Name element=kind …}, where {@code *} marks what
 * repeats, {@code name[Suffix=kind|…]} a choice, and {@code name[any]} one of every type.
 */
final class FhirTypes {

    private static final FhirTypes STU3 = load("stu3");
    private static final FhirTypes R4 = load("r4");

    private final Map<String, Map<String, Element>> types = new HashMap<>();

    private FhirTypes() {}

    /**
     * An element of a type.
     *
     * @param order its place among the elements of its type; the forms of a choice share one
     * @param type name of its type when it has elements of its own, else empty
     * @param repeats whether its JSON form is an array
     */
    record Element(int order, String name, Kind kind, String type, boolean repeats) {}

    /** What an element's content is. */
    enum Kind {
        /** A primitive that JSON writes as a text. */
        TEXT,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A primitive that JSON writes as a number. */
        NUMBER,
        /** XHTML. */
        XHTML,
        /** A whole resource. */
        RESOURCE,
        /** Elements of its own. */
        COMPLEX
    }

    static FhirTypes of(FhirVersion version) {
        return switch (version) {
            case STU3 -> STU3;
            case R4 -> R4;
        };
    }

    /** An element of a type by its name; empty when the type has no such element. */
    Optional<Element> element(String type, String name) {
        return Optional.ofNullable(types.getOrDefault(type, Map.of()).get(name));
    }

    private static FhirTypes load(String version) {
        try (InputStream data = FhirTypes.class.getResourceAsStream("/fhir/" + version + ".types")) {
            if (data == null) {
                throw new IllegalStateException("The artifact lacks the FHIR types of " + version + ".");
            }
            FhirTypes types = new FhirTypes();
            String any = "";
            for (String line : new String(data.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("any ")) {
                    any = line.substring("any ".length());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    types.add(line.split(" ", -1), any);
                }
            }
            return types;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String[] parts, String any) {
        Map<String, Element> elements = new HashMap<>();
        for (int order = 1; order < parts.length; order++) {
            String part = parts[order];
            int bracket = part.indexOf('[');
            if (bracket < 0) {
                int equals = part.indexOf('=');
                put(elements, order, part.substring(0, equals), part.substring(equals + 1));
            } else {
                String choices = part.substring(bracket + 1, part.length() - 1);
                for (String choice : (choices.equals("any") ? any : choices).split("\\|", -1)) {
                    int equals = choice.indexOf('=');
                    String name = part.substring(0, bracket) + choice.substring(0, equals);
                    put(elements, order, name, choice.substring(equals + 1));
                }
            }
        }
        types.put(parts[0], Map.copyOf(elements));
    }

    private static void put(Map<String, Element> elements, int order, String name, String kindAndMark) {
        boolean repeats = kindAndMark.endsWith("*");
        String kind = repeats ? kindAndMark.substring(0, kindAndMark.length() - 1) : kindAndMark;
        Element element =
                switch (kind) {
                    case "text" -> new Element(order, name, Kind.TEXT, "", repeats);
                    case "boolean" -> new Element(order, name, Kind.BOOLEAN, "", repeats);
                    case "number" -> new Element(order, name, Kind.NUMBER, "", repeats);
                    case "xhtml" -> new Element(order, name, Kind.XHTML, "", repeats);
                    case "resource" -> new Element(order, name, Kind.RESOURCE, "", repeats);
                    default -> new Element(order, name, Kind.COMPLEX, kind, repeats);
                };
        elements.put(name, element);
    }
}

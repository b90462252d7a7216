// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.scope;

import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.ResourceId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads narrow scopes:
 *
 * <ul>
 *   <li>{@code fhir:<type in lower case>:<id>[/read][/write][/document]}; without an operation it is {@code read}
 *   <li>{@code user:<id>:<area>}
 *   <li>SMART v2 {@code system/Type.letters?parameter=value&…} and {@code patient/Type.letters[?…]}, the letters out of {@code
 *       cruds} in that order
 * </ul>
 *
 * <p>What names no single resource, patient or bounded search is no narrow scope: {@code system/Type.rs} without a parameter,
 * {@code user/…}, any {@code *}, and the letters and words of SMART v1.
 */
public final class NarrowScopes {

    private static final String LETTERS = "cruds";
    private static final int MAX_LENGTH = 512;
    private static final int MAX_AREA_LENGTH = 64;

    private NarrowScopes() {}

    /** The narrow scope that a text is; empty when it is none. */
    public static Optional<NarrowScope> read(String text, FhirVersion version) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.startsWith("fhir:")) {
            return instance(text.substring("fhir:".length()), version);
        }
        if (text.startsWith("user:")) {
            return area(text.substring("user:".length()));
        }
        if (text.startsWith("system/")) {
            return smart(text.substring("system/".length()), false, version);
        }
        if (text.startsWith("patient/")) {
            return smart(text.substring("patient/".length()), true, version);
        }
        return Optional.empty();
    }

    private static Optional<NarrowScope> instance(String rest, FhirVersion version) {
        int colon = rest.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        Optional<String> type = version.typeOfLowerCase(rest.substring(0, colon));
        String[] parts = rest.substring(colon + 1).split("/", -1);
        Set<Interaction> operations = EnumSet.noneOf(Interaction.class);
        for (int index = 1; index < parts.length; index++) {
            Optional<Interaction> operation = operation(parts[index], type.orElse(""));
            if (operation.isEmpty() || !operations.add(operation.get())) {
                return Optional.empty();
            }
        }
        if (parts.length == 1) {
            operations.add(Interaction.READ);
        }
        return type.filter(known -> ResourceId.validId(parts[0]))
                .map(known -> new NarrowScope.Instance(new ResourceId(known, parts[0]), operations));
    }

    private static Optional<Interaction> operation(String name, String type) {
        return switch (name) {
            case "read" -> Optional.of(Interaction.READ);
            case "write" -> Optional.of(Interaction.UPDATE);
            case "document" ->
                type.equals("Composition") ? Optional.of(Interaction.DOCUMENT) : Optional.<Interaction>empty();
            default -> Optional.empty();
        };
    }

    private static Optional<NarrowScope> area(String rest) {
        int colon = rest.indexOf(':');
        if (colon < 0 || !ResourceId.validId(rest.substring(0, colon))) {
            return Optional.empty();
        }
        String area = rest.substring(colon + 1);
        return plain(area) ? Optional.of(new NarrowScope.Area(rest.substring(0, colon), area)) : Optional.empty();
    }

    private static boolean plain(String area) {
        return !area.isEmpty()
                && area.length() <= MAX_AREA_LENGTH
                && area.chars()
                        .allMatch(value -> (value >= 'A' && value <= 'Z')
                                || (value >= 'a' && value <= 'z')
                                || (value >= '0' && value <= '9')
                                || "._-".indexOf(value) >= 0);
    }

    private static Optional<NarrowScope> smart(String rest, boolean patient, FhirVersion version) {
        int question = rest.indexOf('?');
        String head = question < 0 ? rest : rest.substring(0, question);
        int dot = head.indexOf('.');
        if (dot < 0 || !version.types().contains(head.substring(0, dot)) || !inOrder(head.substring(dot + 1))) {
            return Optional.empty();
        }
        Optional<Map<String, String>> parameters =
                question < 0 ? Optional.of(Map.of()) : parameters(rest.substring(question + 1));
        return parameters.flatMap(bound -> patient
                ? ofLaunch(head.substring(0, dot), head.substring(dot + 1), bound)
                : ofSystem(head.substring(0, dot), head.substring(dot + 1), bound));
    }

    /** SMART v2: a subset of the letters, in their order. */
    private static boolean inOrder(String letters) {
        int at = -1;
        for (int index = 0; index < letters.length(); index++) {
            int next = LETTERS.indexOf(letters.charAt(index));
            if (next <= at) {
                return false;
            }
            at = next;
        }
        return at >= 0;
    }

    /** Exact values only: no modifiers, chains or lists. */
    private static Optional<Map<String, String>> parameters(String text) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || equals == pair.length() - 1
                    || !plainKey(pair.substring(0, equals))
                    || pair.substring(equals + 1).indexOf(',') >= 0
                    || parameters.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static boolean plainKey(String key) {
        return key.equals("_id") || key.chars().allMatch(value -> (value >= 'a' && value <= 'z') || value == '-');
    }

    private static Optional<NarrowScope> ofSystem(String type, String letters, Map<String, String> bound) {
        Set<NarrowScope> parts = new HashSet<>();
        String id = bound.get("_id");
        if (id != null && bound.size() == 1 && ResourceId.validId(id)) {
            parts.add(new NarrowScope.Instance(new ResourceId(type, id), operations(letters)));
        }
        if (!bound.isEmpty() && letters.indexOf('s') >= 0) {
            parts.add(new NarrowScope.Search(type, bound, false));
        }
        return several(parts);
    }

    /** Which other resources are the patient's cannot be seen in a request, so they are searched for, not read by id. */
    private static Optional<NarrowScope> ofLaunch(String type, String letters, Map<String, String> bound) {
        Set<NarrowScope> parts = new HashSet<>();
        if (type.equals("Patient") && bound.isEmpty()) {
            parts.add(new NarrowScope.LaunchPatient(operations(letters)));
        }
        if (letters.indexOf('s') >= 0) {
            parts.add(new NarrowScope.Search(type, bound, true));
        }
        return several(parts);
    }

    private static Optional<NarrowScope> several(Set<NarrowScope> parts) {
        return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(List.copyOf(parts).getFirst());
            default -> Optional.of(new NarrowScope.Several(parts));
        };
    }

    private static Set<Interaction> operations(String letters) {
        Set<Interaction> operations = EnumSet.noneOf(Interaction.class);
        if (letters.indexOf('r') >= 0) {
            operations.add(Interaction.READ);
        }
        if (letters.indexOf('u') >= 0) {
            operations.add(Interaction.UPDATE);
        }
        return operations;
    }
}

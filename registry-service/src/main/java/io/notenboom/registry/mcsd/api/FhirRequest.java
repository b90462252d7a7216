// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.registry.mcsd.ResourceType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller sent, checked: parameters, page size, ids, instants. */
final class FhirRequest {

    static final int STANDARD_COUNT = 100;
    static final int MAX_COUNT = 500;

    private static final int MAX_PARAMETERS = 100;
    private static final int MAX_VALUE = 2_048;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    /** By name, so that the same request has the same links. */
    private final Map<String, List<String>> parameters = new TreeMap<>();

    FhirRequest(Map<String, List<String>> query, Map<String, List<String>> form) {
        query.forEach(this::add);
        form.forEach(this::add);
        long values = parameters.values().stream().mapToLong(List::size).sum();
        if (values > MAX_PARAMETERS) {
            throw FhirRefusal.invalid("send at most " + MAX_PARAMETERS + " parameters");
        }
    }

    private void add(String name, List<String> values) {
        if (values.stream().anyMatch(value -> value.length() > MAX_VALUE)) {
            throw FhirRefusal.invalid("values of parameters have at most " + MAX_VALUE + " characters");
        }
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values);
    }

    Map<String, List<String>> parameters() {
        return parameters;
    }

    static ResourceType type(String name) {
        return ResourceType.of(name)
                .orElseThrow(() -> new FhirRefusal(
                        404, "not-supported", "this directory has no resources of this type; see /mcsd/metadata"));
    }

    static String id(String id) {
        if (!ID.matcher(id).matches()) {
            throw FhirRefusal.invalid("an id has 1 to 64 letters, digits, hyphens and dots");
        }
        return id;
    }

    @Nullable
    String one(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw FhirRefusal.invalid("send " + name + " once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Entries of a page; what is more than the most is cut down, as FHIR permits. */
    int count() {
        String count = one("_count");
        if (count == null) {
            return STANDARD_COUNT;
        }
        if (!count.matches("[0-9]{1,6}") || Integer.parseInt(count) == 0) {
            throw FhirRefusal.invalid("_count has to be a number from 1");
        }
        return Math.min(Integer.parseInt(count), MAX_COUNT);
    }

    @Nullable
    Instant since() {
        String since = one("_since");
        if (since == null) {
            return null;
        }
        try {
            // in a query a plus is a space
            return OffsetDateTime.parse(since.replace(' ', '+'), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException malformed) {
            throw FhirRefusal.invalid("_since has to be an instant such as 2026-01-31T12:00:00.000Z");
        }
    }

    /** The same request as the address of another page. */
    String address(String path, @Nullable String cursor, List<String> left) {
        StringBuilder address = new StringBuilder(path);
        char next = '?';
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (!left.contains(parameter.getKey()) && !parameter.getKey().equals("_cursor")) {
                for (String value : parameter.getValue()) {
                    address.append(next)
                            .append(encoded(parameter.getKey()))
                            .append('=')
                            .append(encoded(value));
                    next = '&';
                }
            }
        }
        if (cursor != null) {
            address.append(next).append("_cursor=").append(encoded(cursor));
        }
        return address.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

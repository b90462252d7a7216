// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.document.FhirFormat;
import io.notenboom.trust.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The header part of the grammar. */
final class HeaderRules {

    private static final Set<String> MEDIA_TYPES =
            Set.of("application/fhir+json", "application/fhir+xml", "application/json", "application/xml");
    private static final Set<String> METHOD_OVERRIDES =
            Set.of("x-http-method-override", "x-http-method", "x-method-override");
    private static final int SHORTEST_OVERRIDE = 13;
    private static final int MAX_TOKEN_LENGTH = 8192;

    private HeaderRules() {}

    /** The first reason to refuse the headers, if any. */
    static Optional<Refusal> refusal(RawRequest request) {
        for (RawHeader header : request.headers()) {
            if (header.name().length() >= SHORTEST_OVERRIDE && METHOD_OVERRIDES.contains(lower(header.name()))) {
                return Optional.of(Refusal.METHOD_OVERRIDE);
            }
        }
        if (request.has("If-None-Exist")) {
            return Optional.of(Refusal.CONDITIONAL_NOT_ALLOWED);
        }
        if (ambiguousFraming(request)) {
            return Optional.of(Refusal.AMBIGUOUS_FRAMING);
        }
        if (!all(request.values("Content-Encoding"), "identity"::equalsIgnoreCase)) {
            return Optional.of(Refusal.CONTENT_ENCODING);
        }
        if (!contentTypeAllowed(request.values("Content-Type"))) {
            return Optional.of(Refusal.CONTENT_TYPE_NOT_ALLOWED);
        }
        if (!all(request.values("Accept"), HeaderRules::acceptAllowed)) {
            return Optional.of(Refusal.FORMAT_NOT_ALLOWED);
        }
        if (!all(request.values("Prefer"), HeaderRules::preferAllowed)) {
            return Optional.of(Refusal.PREFER_NOT_ALLOWED);
        }
        return Optional.empty();
    }

    /** What {@code Authorization} presents; empty when it must be refused. */
    static Optional<Credentials> credentials(RawRequest request) {
        List<String> values = request.values("Authorization");
        if (values.size() > 1 || request.has("X-Access-Token")) {
            return Optional.empty();
        }
        if (values.isEmpty()) {
            return Optional.of(new Credentials.Absent());
        }
        String value = values.getFirst();
        int space = value.indexOf(' ');
        if (space < 0 || !tokenSyntax(value.substring(space + 1))) {
            return Optional.empty();
        }
        Secret token = Secret.of(value.substring(space + 1));
        return switch (lower(value.substring(0, space))) {
            case "bearer" -> Optional.of(new Credentials.Bearer(token));
            case "dpop" -> Optional.of(new Credentials.DemonstratedPossession(token));
            default -> Optional.empty();
        };
    }

    /** The format of the body by its one content type. */
    static Optional<FhirFormat> bodyFormat(RawRequest request) {
        List<String> values = request.values("Content-Type");
        if (values.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(mediaType(values.getFirst()).endsWith("json") ? FhirFormat.JSON : FhirFormat.XML);
    }

    /** Whether there is one {@code If-Match} with one entity tag (RFC 9110, section 8.8.3); an asterisk is no version. */
    static boolean versioned(RawRequest request) {
        List<String> values = request.values("If-Match");
        if (values.size() != 1) {
            return false;
        }
        String value = values.getFirst();
        String tag = value.startsWith("W/") ? value.substring(2) : value;
        return tag.length() > 2 && tag.charAt(0) == '"' && tag.indexOf('"', 1) == tag.length() - 1;
    }

    /** RFC 6750 b64token. */
    private static boolean tokenSyntax(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        if (end == 0 || token.length() > MAX_TOKEN_LENGTH) {
            return false;
        }
        for (int index = 0; index < end; index++) {
            if (!tokenCharacter(token.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean tokenCharacter(int value) {
        return (value >= 'A' && value <= 'Z')
                || (value >= 'a' && value <= 'z')
                || (value >= '0' && value <= '9')
                || "-._~+/".indexOf(value) >= 0;
    }

    private static boolean all(List<String> values, Predicate<String> rule) {
        for (String value : values) {
            if (!rule.test(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean ambiguousFraming(RawRequest request) {
        List<String> lengths = request.values("Content-Length");
        List<String> encodings = request.values("Transfer-Encoding");
        return lengths.size() > 1
                || encodings.size() > 1
                || (!lengths.isEmpty() && !encodings.isEmpty())
                || !all(encodings, "chunked"::equalsIgnoreCase);
    }

    private static boolean contentTypeAllowed(List<String> values) {
        if (values.isEmpty()) {
            return true;
        }
        if (values.size() > 1 || !MEDIA_TYPES.contains(mediaType(values.getFirst()))) {
            return false;
        }
        String[] parts = values.getFirst().split(";", -1);
        for (int index = 1; index < parts.length; index++) {
            String parameter = lower(parts[index].strip());
            if (parameter.startsWith("charset")
                    && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=\"utf-8\"")) {
                return false;
            }
        }
        return true;
    }

    private static boolean acceptAllowed(String value) {
        for (String range : value.split(",", -1)) {
            String type = mediaType(range);
            if (!MEDIA_TYPES.contains(type) && !type.equals("*/*")) {
                return false;
            }
        }
        return true;
    }

    private static boolean preferAllowed(String value) {
        return switch (lower(value.strip())) {
            case "return=minimal", "return=representation", "return=operationoutcome" -> true;
            default -> false;
        };
    }

    private static String mediaType(String value) {
        int semicolon = value.indexOf(';');
        return lower((semicolon < 0 ? value : value.substring(0, semicolon)).strip());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

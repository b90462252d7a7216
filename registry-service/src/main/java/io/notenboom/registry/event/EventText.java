// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;

/** The text forms of the seed's fields, read strictly: OID, UUID version 4, URN and RFC 3339 timestamp. */
public final class EventText {

    /** Where what follows decides, nothing is tried again: the possessive forms accept the same texts and are quicker. */
    private static final Pattern OID =
            Pattern.compile("urn:oid:[0-2](?:\\.(?:0|[1-9][0-9]{0,38}+)){1,31}+(?::[\\w.-]{1,64}+)?+");

    private static final Pattern UUID_4 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9}+)?+(?:Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern URN = Pattern.compile("urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[!-~]{1,400}+");

    private EventText() {}

    /**
     * An OID in the form {@code urn:oid:1.2.3}, optionally followed by a colon and the value within that arc, as Nuts
     * writes organisations.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static String oid(String text) {
        return matching(OID, text, "an OID is written urn:oid:1.2.3 or urn:oid:1.2.3:value");
    }

    /**
     * A URN (RFC 8141), at most 436 characters, printable ASCII.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static String urn(String text) {
        return matching(URN, text, "a URN is written urn:<name space>:<rest>");
    }

    /**
     * A random UUID in lower case.
     *
     * @throws IllegalArgumentException if it has another form or version
     */
    public static UUID uuid4(String text) {
        return UUID.fromString(matching(UUID_4, text, "a contract id is a UUID of version 4 in lower case"));
    }

    /**
     * An RFC 3339 timestamp.
     *
     * @throws IllegalArgumentException if it has another form or is no time
     */
    public static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(matching(TIMESTAMP, text, "a time is written as 2026-01-31T12:00:00Z"))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time is written as 2026-01-31T12:00:00Z", e);
        }
    }

    /**
     * A URL with a scheme and a host.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static URI url(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || uri.getHost() == null) {
                throw new IllegalArgumentException("a URL has a scheme and a host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a URL has a scheme and a host", e);
        }
    }

    private static String matching(Pattern form, String text, String problem) {
        if (text.length() > 512 || !form.matcher(text).matches()) {
            throw new IllegalArgumentException(problem);
        }
        return text;
    }
}

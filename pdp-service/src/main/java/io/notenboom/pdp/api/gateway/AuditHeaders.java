// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a permit tells of who stands behind a request, for the audit of the server behind the gateway. */
final class AuditHeaders {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,512}");

    private AuditHeaders() {}

    /**
     * Header name to value: {@code X-Organization-Id}, a DID or {@code ura:} and a number, and {@code X-User-Id}, what the profile's claim for
     * users says; each only if it is known and of visible ASCII characters.
     *
     * @param client all identifiers of the client, separated by spaces
     * @param user who uses it; may be empty
     */
    static Map<String, String> of(String client, String user) {
        Map<String, String> headers = new LinkedHashMap<>();
        String[] names = client.split(" ", -1);
        first(names, name -> name.startsWith("did:"))
                .or(() -> first(names, name -> name.startsWith("ura:")))
                .filter(AuditHeaders::visible)
                .ifPresent(organisation -> headers.put("X-Organization-Id", organisation));
        if (visible(user)) {
            headers.put("X-User-Id", user);
        }
        return headers;
    }

    private static Optional<String> first(String[] names, Predicate<String> wanted) {
        return Arrays.stream(names).filter(wanted).findFirst();
    }

    private static boolean visible(String text) {
        return VISIBLE.matcher(text).matches();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an enforcement point sent.
 *
 * @param pepId the id in the path
 * @param headers all headers, duplicates included
 * @param body the original body where it was passed on
 */
public record ForwardedCall(String pepId, List<RawHeader> headers, RawBody body) {

    /** The header with the enforcement point's key. */
    public static final String KEY_HEADER = "X-PEP-Key";

    private static final Set<String> HOP = Set.of(
            "x-pep-key", "host", "connection", "content-length", "transfer-encoding", "keep-alive", "te", "upgrade");

    public ForwardedCall {
        headers = List.copyOf(headers);
    }

    /** The one key presented; empty when there is none or more than one. */
    public Optional<String> key() {
        return only(KEY_HEADER);
    }

    /**
     * The original request as the dialect names it: method and target exactly once each, the client's headers without those of
     * this hop. Empty when it is not named so.
     */
    public Optional<RawRequest> original(Dialect dialect) {
        Optional<String> method = only(dialect.methodHeader());
        Optional<String> target = only(dialect.targetHeader());
        if (method.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        List<RawHeader> own =
                headers.stream().filter(header -> !ofThisHop(header.name())).toList();
        return Optional.of(new RawRequest(method.get(), target.get(), own, body));
    }

    private Optional<String> only(String name) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(RawHeader::value)
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static boolean ofThisHop(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return HOP.contains(lower) || lower.startsWith("x-original-") || lower.startsWith("x-forwarded-");
    }
}

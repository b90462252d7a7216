// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import io.notenboom.pdp.pep.PepCredentials;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of forward authentication, as an enforcement point sent it.
 *
 * @param line method and target of the call itself
 * @param headers all headers, duplicates included
 * @param body the original body where it was passed on
 * @param certificate {@code x5t#S256} of the client certificate that the enforcement point showed, if it showed one
 */
public record ForwardedCall(
        Line line,
        List<RawHeader> headers,
        RawBody body,
        @Nullable String certificate) {

    /** What stands before the enforcement point's id in the path. */
    public static final String PREFIX = "/authz/forward/";

    private static final String PARTIAL = "x-envoy-auth-partial-body";
    private static final Set<String> HOP = Set.of(
            "x-pep-key",
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "keep-alive",
            "te",
            "upgrade",
            "x-request-id");

    public ForwardedCall {
        headers = List.copyOf(headers);
    }

    /** Method and target of a call, both raw. */
    public record Line(String method, String target) {

        /** The id of the enforcement point in the path. */
        public String pepId() {
            String rest = target.substring(Math.min(target.length(), PREFIX.length()));
            int end = 0;
            while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
                end++;
            }
            return rest.substring(0, end);
        }

        /** What stands behind the id: Envoy puts the original target there, query included. */
        String behindId() {
            return target.substring(Math.min(target.length(), PREFIX.length() + pepId().length()));
        }
    }

    /** The id of the enforcement point in the path. */
    public String pepId() {
        return line.pepId();
    }

    /** What the caller shows to be that enforcement point; a key that is there twice is none. */
    public PepCredentials credentials() {
        return new PepCredentials(only(PepCredentials.KEY_HEADER).orElse(null), certificate);
    }

    /**
     * The original request as the dialect names it: method and target exactly once each, the client's headers without those of
     * this hop.
     */
    public Reading read(PepInput input) {
        return switch (input.dialect()) {
            case ORIGINAL -> named("X-Original-Method", "X-Original-URI", input);
            case FORWARDED -> named("X-Forwarded-Method", "X-Forwarded-Uri", input);
            case ENVOY -> behindTheId(input);
            case APISIX_OPA, KONG_OPA, ENVOY_OPA, PXP, KNOOPPUNT, AUTHZEN -> new Reading.OtherDialect();
        };
    }

    private Reading named(String methodHeader, String targetHeader, PepInput input) {
        Optional<String> method = only(methodHeader);
        Optional<String> target = only(targetHeader);
        return method.isEmpty() || target.isEmpty()
                ? new Reading.Ambiguous()
                : original(method.get(), target.get(), body, input);
    }

    private Reading behindTheId(PepInput input) {
        String target = line.behindId();
        boolean partial = headers.stream()
                .anyMatch(header -> header.name().equalsIgnoreCase(PARTIAL)
                        && !header.value().equals("false"));
        return target.startsWith("/")
                ? original(line.method(), target, partial ? RawBody.truncated() : body, input)
                : new Reading.Ambiguous();
    }

    private Reading original(String method, String target, RawBody whole, PepInput input) {
        List<RawHeader> own =
                headers.stream().filter(header -> !ofThisHop(header.name())).toList();
        return Userinfo.complete(new RawRequest(method, target, own, whole), input);
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
        return HOP.contains(lower)
                || lower.startsWith("x-original-")
                || lower.startsWith("x-forwarded-")
                || lower.startsWith("x-envoy-");
    }
}

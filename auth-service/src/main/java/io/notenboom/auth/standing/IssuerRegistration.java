// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.standing;

import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidSyntaxException;
import io.notenboom.trust.did.DidWeb;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server as an endpoint of the registry names it, and how it stands.
 *
 * @param endpoint URN of the endpoint
 * @param organisation OID of the care organisation
 * @param stream id of the vendor's stream
 * @param issuer its issuer URL, without a slash at the end
 * @param start from when it may be used
 * @param standing whether it does
 */
public record IssuerRegistration(
        String endpoint, String organisation, String stream, String issuer, Instant start, Standing standing) {

    /**
     * Whether it is in force.
     *
     * @param good false once it ended or lost its ground
     * @param until when it ends by itself; null without an end
     */
    public record Standing(boolean good, @Nullable Instant until) {

        /** In force without an end, as far as known. */
        public static final Standing GOOD = new Standing(true, null);

        /** Not in force any more. */
        public static final Standing ENDED = new Standing(false, null);

        boolean goodAt(Instant time) {
            return good && (until == null || time.isBefore(until));
        }
    }

    /** Checks that no part is missing. */
    public IssuerRegistration {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(standing, "standing");
    }

    /** The same, standing otherwise. */
    public IssuerRegistration with(Standing next) {
        return new IssuerRegistration(endpoint, organisation, stream, issuer, start, next);
    }

    /** Host and port of the issuer, as {@link #authority(URI)}. */
    public String authority() {
        return authority(URI.create(issuer)).orElseThrow();
    }

    /** The host of a did:web, as {@link #authority(URI)}; empty for other DIDs. */
    public static Optional<String> authority(Did did) {
        try {
            return did.method().equals(DidWeb.METHOD)
                    ? authority(URI.create("https://" + DidWeb.parse(did).authority()))
                    : Optional.empty();
        } catch (DidSyntaxException notOfAHost) {
            return Optional.empty();
        }
    }

    /** Host in lower case, with the port unless it is 443; empty when the URL is not https or has no host. */
    public static Optional<String> authority(URI url) {
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            return Optional.empty();
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return Optional.of(url.getPort() < 0 || url.getPort() == 443 ? host : host + ":" + url.getPort());
    }
}

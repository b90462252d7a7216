// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import io.notenboom.auth.replay.recording.RecordedExchange;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a recorded request asks for; told by its method, its path and the listener that it came to, never by its item. */
public enum Operation {
    TOKEN("token request", "*", "/oauth2/[^/]+/token", false),
    AUTHORIZATION_SERVER("server metadata", "GET", "/\\.well-known/oauth-authorization-server/oauth2/[^/]+", false),
    AUTHORIZATION_SERVER_APPENDED(
            "server metadata, appended form", "GET", "/oauth2/[^/]+/\\.well-known/oauth-authorization-server", false),
    OAUTH_CLIENT("client metadata", "GET", "/oauth2/[^/]+/oauth-client", false),
    OPENID_CONFIGURATION("signed configuration", "GET", "/\\.well-known/openid-configuration/oauth2/[^/]+", false),
    DEFINITION("presentation definition", "GET", "/oauth2/[^/]+/presentation_definition", false),
    DID_DOCUMENT("DID document", "GET", "(/[^/]+)*/did\\.json", false),
    STATUS_LIST("status list", "GET", "/statuslist/.+", false),
    DISCOVERY_LIST("discovery list", "GET", "/discovery/[^/]+", false),
    DISCOVERY_REGISTER("discovery registration", "POST", "/discovery/[^/]+", false),
    INTROSPECT("introspection", "POST", "/internal/auth/v2/accesstoken/introspect", true),
    INTROSPECT_EXTENDED("extended introspection", "POST", "/internal/auth/v2/accesstoken/introspect_extended", true),
    WALLET_TOKEN("asking for a token", "POST", "/internal/auth/v2/[^/]+/request-service-access-token", true),
    DPOP_VALIDATE("checking a DPoP proof", "POST", "/internal/auth/v2/dpop/validate", true),
    DPOP_MAKE("making a DPoP proof", "POST", "/internal/auth/v2/dpop/.+", true),
    SUBJECT_CREATE("creating a subject", "POST", "/internal/vdr/v2/subject", true),
    KEY_ADD("adding a key", "POST", "/internal/vdr/v2/subject/[^/]+/verificationmethod", true),
    VDR("subjects and DIDs", "*", "/internal/vdr/v2/.*", true),
    ISSUE("issuing", "POST", "/internal/vcr/v2/issuer/vc", true),
    REVOKE("revoking", "DELETE", "/internal/vcr/v2/issuer/vc/.+", true),
    ISSUED_SEARCH("searching what was issued", "GET", "/internal/vcr/v2/issuer/vc/search", true),
    PRESENTATION_MAKE("making a presentation", "POST", "/internal/vcr/v2/holder/vp", true),
    VERIFY("verifying", "POST", "/internal/vcr/v2/verifier/v[cp]", true),
    VCR("credentials and wallets", "*", "/internal/vcr/v2/.*", true),
    DISCOVERY_CLIENT("discovery client", "*", "/internal/discovery/v1(/.*)?", true),
    HEALTH("state of the machine", "GET", "/(status(/diagnostics)?|health|metrics)", true),
    OTHER("unknown call", "*", ".*", false);

    private final String label;
    private final String method;
    private final Pattern path;
    private final boolean internal;

    Operation(String label, String method, String path, boolean internal) {
        this.label = label;
        this.method = method;
        this.path = Pattern.compile(path);
        this.internal = internal;
    }

    /** The operation of a request. */
    public static Operation of(RecordedExchange exchange, boolean onInternalListener) {
        String path = Optional.ofNullable(exchange.url().getRawPath()).orElse("");
        return Arrays.stream(values())
                .filter(candidate -> candidate.internal == onInternalListener)
                .filter(candidate -> candidate.method.equals("*") || candidate.method.equals(exchange.method()))
                .filter(candidate -> candidate.path.matcher(path).matches())
                .findFirst()
                .orElse(OTHER);
    }

    /** Its name for people. */
    public String label() {
        return label;
    }
}

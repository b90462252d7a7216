// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.Optional;

/** Where an enforcement point names the original request; fixed at registration, never guessed. */
public enum Dialect {
    /** Forward authentication with {@code X-Original-Method} and {@code X-Original-URI} (NGINX, AAA-proxy). */
    ORIGINAL("original", Protocol.FORWARD, ClaimsIn.USERINFO_HEADER),
    /** Forward authentication with {@code X-Forwarded-Method} and {@code X-Forwarded-Uri} (Caddy, Traefik, APISIX). */
    FORWARDED("forwarded", Protocol.FORWARD, ClaimsIn.USERINFO_HEADER),
    /** Forward authentication with the original's own method, and its target behind the path (Envoy {@code ext_authz}). */
    ENVOY("envoy", Protocol.FORWARD, ClaimsIn.USERINFO_HEADER),
    /** The input document of APISIX' {@code opa} plugin. */
    APISIX_OPA("apisix-opa", Protocol.OPA, ClaimsIn.USERINFO_HEADER),
    /** The input document of Kong's {@code opa} plugin. */
    KONG_OPA("kong-opa", Protocol.OPA, ClaimsIn.USERINFO_HEADER),
    /** The input document of OPA's plugin for Envoy. */
    ENVOY_OPA("envoy-opa", Protocol.OPA, ClaimsIn.USERINFO_HEADER),
    /** The input document of nuts-pxp. */
    PXP("pxp", Protocol.OPA, ClaimsIn.USERINFO_HEADER),
    /** The input document of nuts-knooppunt's decision point. */
    KNOOPPUNT("knooppunt", Protocol.OPA, ClaimsIn.INPUT_SUBJECT),
    /** AuthZEN questions only: the caller has an API token and no call of a gateway is answered. */
    AUTHZEN("authzen", Protocol.AUTHZEN, ClaimsIn.NOWHERE);

    private final String wireName;
    private final Protocol protocol;
    private final ClaimsIn claimsIn;

    Dialect(String wireName, Protocol protocol, ClaimsIn claimsIn) {
        this.wireName = wireName;
        this.protocol = protocol;
        this.claimsIn = claimsIn;
    }

    /** Which operations answer a dialect. */
    public enum Protocol {
        /** {@code /authz/forward/{pep}}. */
        FORWARD,
        /** {@code /v1/data/…} and {@code /pdp}. */
        OPA,
        /** {@code /access/v1/…}, which answers questions about every enforcement point. */
        AUTHZEN
    }

    /** Where a dialect has claims that the enforcement point vouches for. */
    public enum ClaimsIn {
        /** {@code X-Userinfo}: base64 of the introspection answer, in the call or among the original's headers. */
        USERINFO_HEADER,
        /** {@code input.subject}. */
        INPUT_SUBJECT,
        /** No place for them. */
        NOWHERE
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }

    /** Which operations answer it. */
    public Protocol protocol() {
        return protocol;
    }

    /** Where claims are. */
    public ClaimsIn claimsIn() {
        return claimsIn;
    }

    /** The dialect of a name. */
    public static Optional<Dialect> of(String wireName) {
        for (Dialect dialect : values()) {
            if (dialect.wireName.equals(wireName)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import java.util.Optional;
import java.util.Set;

/** An authorization server did not do what was asked. The message is safe to show and never holds what it answered. */
public class RemoteServerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Error codes of RFC 6749, RFC 7521, RFC 8707, RFC 9449, OpenID4VP and Nuts nodes; nothing else is repeated. */
    private static final Set<String> KNOWN_CODES = Set.of(
            "access_denied",
            "invalid_client",
            "invalid_dpop_proof",
            "invalid_grant",
            "invalid_nonce",
            "invalid_presentation_definition_uri",
            "invalid_request",
            "invalid_scope",
            "invalid_target",
            "server_error",
            "temporarily_unavailable",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_response_type",
            "use_dpop_nonce",
            "vp_formats_not_supported");

    private final Reason reason;
    private final String step;
    private final String oauthCode;

    /**
     * @param reason why
     * @param step what was asked, for example {@code token request}
     */
    public RemoteServerException(Reason reason, String step) {
        this(reason, step, "");
    }

    /**
     * @param reason why
     * @param step what was asked, for example {@code token request}
     * @param oauthCode the {@code error} that it answered; counts only if it is a registered code
     */
    public RemoteServerException(Reason reason, String step, String oauthCode) {
        super(step + ": " + reason.description());
        this.reason = reason;
        this.step = step;
        this.oauthCode = KNOWN_CODES.contains(oauthCode) ? oauthCode : "";
    }

    /**
     * @param reason why
     * @param step what was asked, for example {@code token request}
     * @param cause for the log, never shown
     */
    public RemoteServerException(Reason reason, String step, Throwable cause) {
        super(step + ": " + reason.description(), cause);
        this.reason = reason;
        this.step = step;
        this.oauthCode = "";
    }

    /** In one sentence, for people: step, reason and error code. */
    public String describe() {
        String code = oauthCode.isEmpty() ? "" : " (" + oauthCode + ")";
        return step + ": " + reason.description() + code;
    }

    /** The OAuth error code of the server, empty if it gave none that is registered. */
    public Optional<String> oauthCode() {
        return Optional.of(oauthCode).filter(code -> !code.isEmpty());
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What was asked. */
    public String step() {
        return step;
    }

    /** Why an authorization server did not do what was asked. */
    public enum Reason {
        /** It may not be contacted. */
        NOT_ALLOWED("the authorization server may not be contacted: allow its address in notenboom.outbound.allow"),
        /** It did not answer, or says that it cannot now. */
        UNAVAILABLE("the authorization server does not answer; try again later"),
        /** It refused. */
        REFUSED("the authorization server refused"),
        /** Its answer is not usable. */
        INVALID_ANSWER("the authorization server gave an answer that breaks the protocol");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What is wrong, for people. */
        public String description() {
            return description;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.problem.ProblemType;

/** Problems of the internal API of this service; the statuses are those of a Nuts node. */
public enum AuthProblem implements ProblemType {
    SUBJECT_NOT_FOUND("subject-not-found", 404, "There is no such subject"),
    SUBJECT_EXISTS("subject-exists", 409, "The subject exists already"),
    DID_NOT_FOUND("did-not-found", 404, "There is no such DID"),
    DID_DEACTIVATED("did-deactivated", 409, "The DID is deactivated"),
    DID_UNAVAILABLE("did-unavailable", 503, "The DID cannot be resolved at present"),
    DID_DOCUMENT_INVALID("did-document-invalid", 502, "The DID document is not valid"),
    KEY_NOT_FOUND("key-not-found", 404, "There is no such key"),
    SERVICE_NOT_FOUND("service-not-found", 404, "There is no such service"),
    DID_DOCUMENT_FULL("did-document-full", 409, "The DID document is full"),
    NO_KEY_AVAILABLE("no-key-available", 503, "The custodian has no unused key"),
    CREDENTIAL_NOT_FOUND("credential-not-found", 404, "There is no such credential"),
    CREDENTIAL_REVOKED("credential-revoked", 409, "The credential is revoked already"),
    NOT_RESTORING("not-restoring", 409, "The node is not being restored"),
    NO_NETWORK_STORE("no-network-store", 404, "There is no store of network credentials"),
    RESOURCE_SERVER_NOT_FOUND("resource-server-not-found", 404, "There is no such resource server"),
    RESOURCE_SERVER_EXISTS("resource-server-exists", 409, "The resource server exists already"),
    RESOURCE_SERVERS_FULL("resource-servers-full", 409, "The subject has as many resource servers as it may have"),
    OTHER_AUTHENTICATION("other-authentication", 409, "The resource server authenticates in another way"),
    STATUS_LIST_NOT_FOUND("status-list-not-found", 404, "There is no such status list"),
    CREDENTIALS_MISSING("credentials-missing", 412, "The wallet lacks credentials"),
    SERVER_REFUSED("authorization-server-refused", 502, "The authorization server refused"),
    SERVER_INVALID("authorization-server-invalid", 502, "The authorization server breaks the protocol"),
    SERVER_UNAVAILABLE("authorization-server-unavailable", 503, "The authorization server is unavailable");

    private final ProblemKind kind;

    AuthProblem(String slug, int status, String title) {
        kind = new ProblemKind(slug, status, title);
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import io.notenboom.hosting.customer.WireName;

/** The kinds of steps, and the condition of the customer that each of them is. */
public enum StepKind implements WireName {
    VALIDATE("Validated"),
    PLACE("Placed"),
    CUSTODY("CustodyReady"),
    REDIS("RedisReady"),
    KEYS("KeysReady"),
    CERTIFICATES("CertificatesReady"),
    NODE("NodeReady"),
    REGISTRY_SYNC("RegistrySynced"),
    ROUTES("RoutesReady"),
    DID("DidPublished"),
    BACKUP("BackupFresh"),
    STOP("NodeStopped"),
    REVOKE_IDENTITY("IdentityRevoked"),
    DESTROY_KEYS("KeysDestroyed"),
    DESTROY_DATA("DataDestroyed"),
    CERTIFY("DestructionCertified");

    private final String condition;

    StepKind(String condition) {
        this.condition = condition;
    }

    /** Type of the condition, as Kubernetes writes types. */
    public String condition() {
        return condition;
    }
}

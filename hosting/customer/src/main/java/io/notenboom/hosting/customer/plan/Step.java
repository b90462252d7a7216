// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import io.notenboom.hosting.customer.BackupPolicy;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DerivedNames;
import io.notenboom.hosting.customer.HostName;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.Resources;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.trust.key.KeyPurpose;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: what has to be true when it is done. Carrying it out twice is the same as once, also after a crash in
 * the middle, and with the result already there it changes nothing.
 */
public sealed interface Step {

    /** What kind of step it is; a plan has at most one of a kind. */
    StepKind kind();

    /** What it does, in one line for people. */
    String describe();

    /** Host names, network and other customers leave room for the specification. */
    record Validate(CustomerSpec spec) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.VALIDATE;
        }

        @Override
        public String describe() {
            return "check that " + spec.publicHost() + " and " + spec.peerHost() + " are of this customer alone";
        }
    }

    /** The customer has a place of its own, with a quota. */
    record Place(String namespace, Resources quota) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.PLACE;
        }

        @Override
        public String describe() {
            return "make place " + namespace + " for at most " + quota.memoryMib() + " MiB and " + quota.cpuMillis()
                    + " thousandths of a core";
        }
    }

    /** Its custodian has a mount, policies and identities: one that signs, one that administers, one that reads. */
    record Custody(KeyCustody custody, DerivedNames names) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.CUSTODY;
        }

        @Override
        public String describe() {
            return switch (custody) {
                case KeyCustody.SealedFile unused -> "make a sealed-file custodian with a passphrase of its own";
                case KeyCustody.Transit transit ->
                    "make mount " + names.transitMount() + " and policy " + names.nodePolicy() + " at "
                            + transit.address();
            };
        }
    }

    /** Its Redis runs, or its user is there, and what it may not do is refused. */
    record Redis(RedisMode mode, DerivedNames names, int memoryMib) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.REDIS;
        }

        @Override
        public String describe() {
            return switch (mode) {
                case DEDICATED -> "run a Redis of its own with " + memoryMib + " MiB";
                case SHARED -> "make user " + names.redisUser() + " for " + names.redisPrefix() + "*";
            };
        }
    }

    /** At least so many keys of each purpose are there that nobody uses yet. */
    record Keys(Map<KeyPurpose, Integer> unused) implements Step {
        public Keys {
            unused = Map.copyOf(unused);
        }

        @Override
        public StepKind kind() {
            return StepKind.KEYS;
        }

        @Override
        public String describe() {
            return "keep unused keys ready: "
                    + new TreeMap<>(unused)
                            .entrySet().stream()
                                    .map(entry -> entry.getValue() + " "
                                            + entry.getKey().wireName())
                                    .collect(Collectors.joining(", "));
        }
    }

    /** Each listener has a certificate of its own. */
    record Certificates(HostName publicHost, HostName peerHost) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.CERTIFICATES;
        }

        @Override
        public String describe() {
            return "have a certificate for " + publicHost + " and one for " + peerHost;
        }
    }

    /** These services of this version run and are ready, and no others do. */
    record RunNode(NodeStart start, SoftwareVersion version, Set<NodePart> parts) implements Step {
        public RunNode {
            parts = Set.copyOf(parts);
        }

        @Override
        public StepKind kind() {
            return StepKind.NODE;
        }

        @Override
        public String describe() {
            return "run " + parts.stream().sorted().map(NodePart::wireName).collect(Collectors.joining(", "))
                    + " of version " + version + ", " + start.wireName() + " when it has no data";
        }
    }

    /** Its registry has what the peers of the network have. */
    record SyncRegistry(NetworkName network) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.REGISTRY_SYNC;
        }

        @Override
        public String describe() {
            return "wait until its registry agrees with network " + network;
        }
    }

    /** These paths of its host lead to the node, and no others do. */
    record Routes(HostName publicHost, RouteSet routes) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.ROUTES;
        }

        @Override
        public String describe() {
            return switch (routes) {
                case ALL -> "serve all public paths at " + publicHost;
                case VERIFIERS -> "serve DID documents, status lists and metadata only at " + publicHost;
                case NONE -> "serve nothing at " + publicHost;
            };
        }
    }

    /** A DID of the customer can be resolved from outside. */
    record PublishDid(HostName publicHost) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.DID;
        }

        @Override
        public String describe() {
            return "have a DID that resolves at " + publicHost;
        }
    }

    /** A backup is not older than its policy allows; with none wanted, nothing is done and the condition says so. */
    record Backup(@Nullable BackupPolicy policy, boolean last) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.BACKUP;
        }

        @Override
        public String describe() {
            return policy == null
                    ? "make no backup: none is wanted"
                    : "make a " + (last ? "last" : "first") + " backup to " + policy.target();
        }
    }

    /** Nothing of the node runs, its Redis included. */
    record StopNode() implements Step {
        @Override
        public StepKind kind() {
            return StepKind.STOP;
        }

        @Override
        public String describe() {
            return "stop the node and its Redis";
        }
    }

    /** Nobody can sign with the customer's keys any more; they are still there. */
    record RevokeIdentity(KeyCustody custody, DerivedNames names) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.REVOKE_IDENTITY;
        }

        @Override
        public String describe() {
            return "take the node's identity at the custodian away; its keys stay";
        }
    }

    /** The private keys are destroyed. */
    record DestroyKeys(KeyCustody custody, DerivedNames names) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.DESTROY_KEYS;
        }

        @Override
        public String describe() {
            return "destroy every private key of the customer";
        }
    }

    /** The node's files and state are destroyed. Audit logs are kept: the host's own, and where it can copy them those of the node. */
    record DestroyData(DerivedNames names) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.DESTROY_DATA;
        }

        @Override
        public String describe() {
            return "destroy the node's files and state; audit logs are kept";
        }
    }

    /** A certificate of destruction tells what was destroyed, when, and by whom. */
    record Certify(DerivedNames names) implements Step {
        @Override
        public StepKind kind() {
            return StepKind.CERTIFY;
        }

        @Override
        public String describe() {
            return "write the certificate of destruction";
        }
    }
}

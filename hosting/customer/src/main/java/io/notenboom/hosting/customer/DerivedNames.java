// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import io.notenboom.trust.customer.CustomerId;
import java.util.List;

/**
 * The names that everything of one customer has, made of its id alone. Ids have one length, and every name that others treat
 * as the beginning of something (a path, a mount, a prefix of keys) ends in a terminator, so that no name of one customer is
 * the beginning of another's: policies of Vault and key patterns of Redis match by prefix.
 *
 * @param id the customer
 */
public record DerivedNames(CustomerId id) {

    /** Namespace in Kubernetes. */
    public String namespace() {
        return "nuts-" + id;
    }

    /** Mount of the Transit engine, with the slash at its end. */
    public String transitMount() {
        return "transit-" + id + "/";
    }

    /** Mount of the key-value engine (secrets that are no keys), with the slash at its end. */
    public String secretMount() {
        return "kv-" + id + "/";
    }

    /** Beginning of every key and channel in Redis; the braces keep them on one slot of a cluster. */
    public String redisPrefix() {
        return "{" + id + "}:";
    }

    /** The node's user in Redis. */
    public String redisUser() {
        return "node-" + id + ".";
    }

    /** Policy with which the node signs and reads public keys. */
    public String nodePolicy() {
        return "nuts-" + id + "-node";
    }

    /** Policy with which the host creates, imports and destroys keys, and does not sign. */
    public String custodianPolicy() {
        return "nuts-" + id + "-custodian";
    }

    /** Policy with which the backup reads. */
    public String backupPolicy() {
        return "nuts-" + id + "-backup";
    }

    /** Role by which the node logs in at the custodian. */
    public String nodeRole() {
        return "nuts-" + id + "-node";
    }

    /** Role by which the host logs in to administer the customer's keys. */
    public String custodianRole() {
        return "nuts-" + id + "-custodian";
    }

    /** Folder of the node's files below the folder of all nodes, and prefix of its backups. */
    public String folder() {
        return id + "/";
    }

    /** Beginning of the names of its processes. */
    public String processPrefix() {
        return id + "/";
    }

    /** Label of the public host in a zone of the host, with its dot. */
    public String publicLabel() {
        return id + ".";
    }

    /** Label of the peer host in a zone of the host, with its dot. */
    public String peerLabel() {
        return "peer-" + id + ".";
    }

    /** Value of the label that marks what belongs to the customer; the key is {@link #LABEL}. */
    public String labelValue() {
        return id.value();
    }

    /** Key of the label that marks what belongs to a customer. */
    public static final String LABEL = "notenboom.io/customer";

    /** All of them. */
    public List<String> all() {
        return List.of(
                namespace(),
                transitMount(),
                secretMount(),
                redisPrefix(),
                redisUser(),
                nodePolicy(),
                custodianPolicy(),
                backupPolicy(),
                nodeRole(),
                custodianRole(),
                folder(),
                processPrefix(),
                publicLabel(),
                peerLabel(),
                labelValue());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A user of a Redis.
 *
 * @param name the customer's id, or another name of small letters, digits and hyphens
 * @param passwords one, or two while a password is replaced
 */
@CheckReturnValue
public record RedisUser(String name, Role role, List<PasswordHash> passwords) {

    private static final Pattern CUSTOMER = Pattern.compile("[a-z][a-z0-9]{5}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int MAX_PASSWORDS = 2;

    /** What a user is there for, and so what it may do. */
    public sealed interface Role {

        /**
         * The services of a customer: the commands of {@link CustomerCommands}, on keys and channels that begin with
         * {@code {<id>}:}.
         */
        record Customer(String id) implements Role {
            /** @throws IllegalArgumentException if it is no customer's id */
            public Customer {
                requireCustomer(id);
            }
        }

        /** Reads all keys of a customer, by name and by looking; only on a server of that customer's own. */
        record Backup(String customer) implements Role {
            /** @throws IllegalArgumentException if it is no customer's id */
            public Backup {
                requireCustomer(customer);
            }
        }

        /** May do everything: the host, to make users and to look after the server. No service has its password. */
        record Operator() implements Role {}

        /** Copies the data of a primary. */
        record Replica() implements Role {}

        /** Watches servers, as a Sentinel. */
        record Watcher() implements Role {}

        private static void requireCustomer(String id) {
            if (!CUSTOMER.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "a customer's id is a small letter and five small letters or digits");
            }
        }
    }

    /** @throws IllegalArgumentException if the name or the number of passwords is not fit */
    public RedisUser {
        passwords = List.copyOf(passwords);
        if (!NAME.matcher(name).matches() || name.equals("default")) {
            throw new IllegalArgumentException(
                    "a user's name has small letters, digits and hyphens, and is not default");
        }
        if (passwords.isEmpty() || passwords.size() > MAX_PASSWORDS) {
            throw new IllegalArgumentException("a user has a password, or two while one is replaced");
        }
    }

    /** The user of a customer's services, named as the customer. */
    public static RedisUser ofCustomer(String id, PasswordHash password) {
        return new RedisUser(id, new Role.Customer(id), List.of(password));
    }

    /** The user of a customer's backups. */
    public static RedisUser ofBackup(String name, String customer, PasswordHash password) {
        return new RedisUser(name, new Role.Backup(customer), List.of(password));
    }

    /** A user that may do everything. */
    public static RedisUser ofOperator(String name, PasswordHash password) {
        return new RedisUser(name, new Role.Operator(), List.of(password));
    }

    /** The user as which a replica comes to its primary. */
    public static RedisUser ofReplica(String name, PasswordHash password) {
        return new RedisUser(name, new Role.Replica(), List.of(password));
    }

    /** The user as which Sentinels come to servers. */
    public static RedisUser ofWatcher(String name, PasswordHash password) {
        return new RedisUser(name, new Role.Watcher(), List.of(password));
    }

    /** The same with a further password: both are good, so that services can change over one by one. */
    public RedisUser andPassword(PasswordHash fresh) {
        List<PasswordHash> both = new ArrayList<>(passwords);
        both.add(fresh);
        return new RedisUser(name, role, both);
    }

    /** The same without a password that was replaced. */
    public RedisUser withoutPassword(PasswordHash old) {
        return new RedisUser(
                name, role, passwords.stream().filter(one -> !one.equals(old)).toList());
    }

    /** Rules, in order, from a user that has none. */
    List<String> rules(RedisPlace place) {
        List<String> rules = new ArrayList<>(List.of("on"));
        passwords.forEach(password -> rules.add("#" + password.sha256()));
        rules.addAll(List.of("resetkeys", "resetchannels"));
        rules.addAll(List.of(granted(place).split(" ")));
        return rules;
    }

    private String granted(RedisPlace place) {
        return switch (role) {
            case Role.Customer customer -> ofCustomer(customer.id(), place);
            case Role.Backup backup -> "~{" + backup.customer() + "}:* -@all " + CustomerCommands.OF_A_BACKUP;
            case Role.Operator _ -> "~* &* +@all";
            case Role.Replica _ -> "-@all " + CustomerCommands.OF_A_REPLICA;
            case Role.Watcher _ -> "&* -@all " + CustomerCommands.OF_A_WATCHER;
        };
    }

    private static String ofCustomer(String id, RedisPlace place) {
        String own = "~{" + id + "}:* &{" + id + "}:* -@all ";
        return switch (place) {
            case SERVER -> own + CustomerCommands.PERMITTED;
            case CLUSTER_SERVER -> own + CustomerCommands.PERMITTED + " " + CustomerCommands.PERMITTED_ON_A_CLUSTER;
            case SENTINEL -> "&+switch-master -@all " + CustomerCommands.PERMITTED_ON_A_SENTINEL;
        };
    }
}

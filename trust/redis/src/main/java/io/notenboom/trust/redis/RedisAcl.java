// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All users of one server, as an ACL file and as commands for a server that runs. The default user is always off. The same
 * file has to be on every server, replicas too, since Redis does not copy users; the setting {@code aclfile} has to name
 * it, for users that are in no file are gone after a restart.
 */
@CheckReturnValue
public final class RedisAcl {

    /**
     * Nobody can be it, but it keeps its rights: Redis reads its append-only file in its name, and leaves out every transaction
     * that it may not carry out.
     */
    public static final String NO_DEFAULT_USER = "user default off resetpass ~* &* +@all";

    private final RedisPlace place;
    private final List<RedisUser> users;

    private RedisAcl(RedisPlace place, List<RedisUser> users) {
        Set<String> names = new HashSet<>();
        for (RedisUser user : users) {
            if (!names.add(user.name())) {
                throw new IllegalArgumentException("there are two users " + user.name());
            }
        }
        this.place = place;
        this.users = List.copyOf(users);
    }

    /**
     * Users of a server of one customer.
     *
     * @throws IllegalArgumentException if two have one name, or they are of several customers
     */
    public static RedisAcl dedicated(RedisPlace place, List<RedisUser> users) {
        if (customers(users).distinct().count() > 1) {
            throw new IllegalArgumentException("a dedicated Redis is of one customer");
        }
        return new RedisAcl(place, users);
    }

    /**
     * Users of a server that customers share.
     *
     * @throws IllegalArgumentException if two have one name, or one may look for keys, by which it would see those of others
     */
    public static RedisAcl shared(RedisPlace place, List<RedisUser> users) {
        if (users.stream().anyMatch(user -> user.role() instanceof RedisUser.Role.Backup)) {
            throw new IllegalArgumentException("on a shared Redis nobody but the operator may look for keys");
        }
        return new RedisAcl(place, users);
    }

    private static Stream<String> customers(List<RedisUser> users) {
        return users.stream().flatMap(user -> switch (user.role()) {
            case RedisUser.Role.Customer customer -> Stream.of(customer.id());
            case RedisUser.Role.Backup backup -> Stream.of(backup.customer());
            case RedisUser.Role.Operator _, RedisUser.Role.Replica _, RedisUser.Role.Watcher _ -> Stream.empty();
        });
    }

    /** Content of the file. */
    public String file() {
        StringBuilder text = new StringBuilder(NO_DEFAULT_USER).append('\n');
        users.forEach(user -> text.append("user ")
                .append(user.name())
                .append(' ')
                .append(String.join(" ", user.rules(place)))
                .append('\n'));
        return text.toString();
    }

    /** Command that makes this of a user, whatever it was before, in one step; connections that it has stay. */
    public static List<String> set(RedisPlace place, RedisUser user) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", user.name(), "reset"));
        command.addAll(user.rules(place));
        return command;
    }

    /** Command that adds a password; those from before stay good. */
    public static List<String> addPassword(String user, PasswordHash fresh) {
        return List.of("ACL", "SETUSER", user, "#" + fresh.sha256());
    }

    /**
     * Command that takes a password away. Connections that were made with it stay: after a password became known to somebody,
     * {@link #disconnect} as well.
     */
    public static List<String> removePassword(String user, PasswordHash old) {
        return List.of("ACL", "SETUSER", user, "!" + old.sha256());
    }

    /** Command that ends all connections of a user. */
    public static List<String> disconnect(String user) {
        return List.of("CLIENT", "KILL", "USER", user);
    }

    /** Command that removes a user and ends its connections. */
    public static List<String> remove(String user) {
        return List.of("ACL", "DELUSER", user);
    }

    /** Command that writes the users of a server to its file; without it a change ends with the process. */
    public static List<String> save() {
        return List.of("ACL", "SAVE");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.redis;

import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.redis.RedisPlace;
import io.notenboom.trust.redis.RedisUser;
import java.util.List;

/**
 * The user that a customer has on a Redis, as hosting makes it: its own keys, the commands of the allow-list, no others, and no
 * default user. A suite that passes as this user needs nothing that the allow-list lacks.
 */
public final class CustomerRedisUser {

    /** Name of the user that may do everything; of a test's or drill's own use. */
    public static final String OPERATOR = "operator";

    /** Its password. */
    public static final String OPERATOR_PASSWORD = "the-password-of-an-operator";

    /** The customer's password. */
    public static final String PASSWORD = "the-password-of-a-customer";

    private CustomerRedisUser() {}

    /** Content of an ACL file with the user of this customer and no other. */
    public static String aclFile(String customer) {
        return RedisAcl.dedicated(RedisPlace.SERVER, List.of(user(customer))).file();
    }

    /** The same for one server of a deployment, with the user {@value #OPERATOR} besides. */
    static String aclFile(String customer, RedisShape shape) {
        return withOperator(customer, shape == RedisShape.CLUSTER ? RedisPlace.CLUSTER_SERVER : RedisPlace.SERVER);
    }

    /** Content of the ACL file of a Sentinel. */
    static String sentinelAclFile(String customer) {
        return withOperator(customer, RedisPlace.SENTINEL);
    }

    private static String withOperator(String customer, RedisPlace place) {
        return RedisAcl.dedicated(
                        place,
                        List.of(user(customer), RedisUser.ofOperator(OPERATOR, PasswordHash.of(OPERATOR_PASSWORD))))
                .file();
    }

    private static RedisUser user(String customer) {
        return RedisUser.ofCustomer(customer, PasswordHash.of(PASSWORD));
    }

    /** URL of a Redis on this machine, as this customer's user. */
    public static String url(String customer, int port) {
        return "redis://" + customer + ":" + PASSWORD + "@127.0.0.1:" + port;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.transactions.OptimisticLockingTransactionResult;
import io.quarkus.redis.datasource.transactions.TransactionalRedisDataSource;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A change of what lies under one key that depends on what lies there: of changes at the same time none is lost, because one that
 * was overtaken is planned anew (WATCH, MULTI, EXEC).
 */
@CheckReturnValue
public final class OptimisticChange {

    private static final int MAX_ATTEMPTS = 50;

    private OptimisticChange() {}

    /**
     * Plans and writes, again and again until nobody came between.
     *
     * @param key what is watched; everything that is read and written has its hash tag
     * @param plan reads, and says what is to become of it; may be called several times, the last call counts
     * @param applies whether a plan is to be written at all
     * @param write writes a plan, all of it or nothing
     * @return the plan that was written, or that does not apply
     * @throws IllegalStateException when others came between {@value #MAX_ATTEMPTS} times
     */
    public static <T> T run(
            RedisDataSource redis,
            String key,
            Function<RedisDataSource, T> plan,
            Predicate<T> applies,
            BiConsumer<TransactionalRedisDataSource, T> write) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            OptimisticLockingTransactionResult<T> result = redis.withTransaction(
                    plan,
                    (planned, transaction) -> {
                        if (applies.test(planned)) {
                            write.accept(transaction, planned);
                        } else {
                            transaction.discard();
                        }
                    },
                    key);
            T planned = result.getPreTransactionResult();
            if (!applies.test(planned) || !result.discarded()) {
                return planned;
            }
        }
        throw new IllegalStateException("a record in Redis is changed too often at one time");
    }
}

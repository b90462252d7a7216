// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.record;

import io.notenboom.auth.record.TokenJournal;
import io.notenboom.auth.store.file.TokenRecordLog;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.problem.RequestId;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires the record of token requests: a hash-chained log in {@code token-records} of the data folder. */
final class TokenRecordBeans {

    @Produces
    @Singleton
    TokenRecordLog tokenRecordLog(NodeConfig config) {
        return TokenRecordLog.open(config.dataDir().resolve("token-records"), RequestId::current);
    }

    void close(@Disposes TokenRecordLog log) {
        log.close();
    }

    @Produces
    @Singleton
    TokenJournal tokenJournal(TokenRecordLog log) {
        return log::append;
    }
}

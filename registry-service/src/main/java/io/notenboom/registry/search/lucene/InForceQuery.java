// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.Period;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Documents of which one of the periods in a binary field contains a moment. Looks only at what other clauses let through. */
final class InForceQuery extends Query {

    private static final int PERIOD = 2 * Long.BYTES;
    private static final float COST = 5;

    private final String field;
    private final long second;

    InForceQuery(String field, Instant at) {
        this.field = field;
        this.second = at.getEpochSecond();
    }

    /** Periods as they are stored: seconds of begin and end, an end that is none as the largest number. */
    static BytesRef bytes(List<Period> periods) {
        ByteBuffer bytes = ByteBuffer.allocate(periods.size() * PERIOD);
        for (Period period : periods) {
            Instant until = period.until();
            bytes.putLong(period.from().getEpochSecond())
                    .putLong(until == null ? Long.MAX_VALUE : until.getEpochSecond());
        }
        return new BytesRef(bytes.array());
    }

    private boolean covers(BytesRef periods) {
        ByteBuffer bytes = ByteBuffer.wrap(periods.bytes, periods.offset, periods.length);
        while (bytes.remaining() >= PERIOD) {
            long from = bytes.getLong();
            long until = bytes.getLong();
            if (from <= second && second < until) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                BinaryDocValues values = context.reader().getBinaryDocValues(field);
                return values == null
                        ? null
                        : new DefaultScorerSupplier(new ConstantScoreScorer(score(), scoreMode, covering(values)));
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private TwoPhaseIterator covering(BinaryDocValues values) {
        return new TwoPhaseIterator(values) {
            @Override
            public boolean matches() throws IOException {
                return covers(values.binaryValue());
            }

            @Override
            public float matchCost() {
                return COST;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String defaultField) {
        return field + " in force at " + second;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InForceQuery that && field.equals(that.field) && second == that.second;
    }

    @Override
    public int hashCode() {
        return 31 * field.hashCode() + Long.hashCode(second);
    }
}

// SPDX-License-Identifier: Apache-2.0
/** What a decision was made of, as it is kept in the decision log, and the way back. */
@NullMarked
package io.notenboom.pdp.question;

import org.jspecify.annotations.NullMarked;

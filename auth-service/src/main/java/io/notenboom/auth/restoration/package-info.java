// SPDX-License-Identifier: Apache-2.0
/** Status lists of a node whose data were put back to an earlier state. */
@NullMarked
package io.notenboom.auth.restoration;

import org.jspecify.annotations.NullMarked;

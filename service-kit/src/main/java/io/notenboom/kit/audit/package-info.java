// SPDX-License-Identifier: Apache-2.0
/** Who did what through the API, in a log that shows tampering. */
@NullMarked
package io.notenboom.kit.audit;

import org.jspecify.annotations.NullMarked;

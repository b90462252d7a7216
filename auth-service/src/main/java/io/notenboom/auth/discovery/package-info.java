// SPDX-License-Identifier: Apache-2.0
/** Discovery services of Nuts: who takes part in them, and with which presentation. */
@NullMarked
package io.notenboom.auth.discovery;

import org.jspecify.annotations.NullMarked;

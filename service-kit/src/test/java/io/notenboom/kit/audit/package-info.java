// SPDX-License-Identifier: Apache-2.0
/** Tests of the audit log. */
@NullMarked
package io.notenboom.kit.audit;

import org.jspecify.annotations.NullMarked;

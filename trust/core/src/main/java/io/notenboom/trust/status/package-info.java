// SPDX-License-Identifier: Apache-2.0
/** Status lists: reading those of others within limits, writing own ones (StatusList2021, W3C Bitstring Status List). */
@NullMarked
package io.notenboom.trust.status;

import org.jspecify.annotations.NullMarked;

package io.itinera.journey.catalog;

import io.itinera.journey.database.StoredJson;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Drafts on their way through a review, and journeys that are due for another look. */
@ApplicationScoped
public class Reviews {

    private final JourneyStore journeys;
    private final ReviewStore reviews;
    private final ReviewPolicy policy;
    private final MigrationPlanner planner;
    private final Trail trail;

    Reviews(JourneyStore journeys, ReviewStore reviews, ReviewPolicy policy, MigrationPlanner planner, Trail trail) {
        this.journeys = journeys;
        this.reviews = reviews;
        this.policy = policy;
        this.planner = planner;
        this.trail = trail;
    }

    /** Asks for a review of the draft as it is now, with what is to become of those inside. */
    @Transactional
    public Review submit(String key, Match match, Plan plan, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(row, Set.of(JourneyState.ARCHIVED), "an archived journey is not reviewed");
        if (reviews.current(key).isPresent()) {
            throw new ProblemException(
                    JourneyProblem.REVIEW_STATE, "the draft is in review already; withdraw that one first");
        }
        policy.owned(JourneyDefinitions.read(DefinitionText.read(row.draft)));
        planner.check(row, plan);
        ReviewRow review = new ReviewRow();
        review.key = key;
        review.state = "open";
        review.plan = StoredJson.write(plan);
        review.note = remark.note();
        review.links = Texts.write(remark.links());
        review.submittedBy = actor;
        review.submittedAt = trail.now();
        reviews.persist(review);
        trail.changed(row, new Trail.Deed("submitted", remark), actor);
        return Review.of(review);
    }

    /** Says yes to the draft as it was submitted. */
    @Transactional
    public Review approve(String key, Match match, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        ReviewRow review = open(key);
        policy.mayApprove(review, actor);
        return decide(row, review, "approved", remark, actor);
    }

    /** Says no, and why. */
    @Transactional
    public Review reject(String key, Match match, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        if (remark.note() == null) {
            throw ProblemException.invalid("/note", "is missing, expected why the draft is rejected");
        }
        return decide(row, open(key), "rejected", remark, actor);
    }

    /** Takes the draft out of its review, also where it was approved. */
    @Transactional
    public Review withdraw(String key, Match match, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        ReviewRow review = reviews.current(key).orElseThrow(Reviews::none);
        return decide(row, review, "withdrawn", remark, actor);
    }

    /** Reviews of a journey before the one of that id, the newest first. */
    @Transactional
    public List<Review> of(String key, long before, int limit) {
        journeys.existing(key);
        return reviews.newest(key, before, limit).stream().map(Review::of).toList();
    }

    /** Reviews of all journeys that wait for a decision, after the one of that id, the oldest first. */
    @Transactional
    public List<Review> open(long after, int limit) {
        return reviews.open(after, limit).stream().map(Review::of).toList();
    }

    /**
     * Says when somebody is to look at the journey again: a look that found nothing to change, or a date of one's own.
     *
     * @param due null for never
     */
    @Transactional
    public Journey due(String key, Match match, Instant due, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        row.reviewDue = due;
        trail.changed(row, new Trail.Deed("review-due", null, due == null ? "never" : due.toString(), remark), actor);
        return Journey.of(row);
    }

    /** Published journeys that are due for another look and whose key comes after {@code after}, in the order of keys. */
    @Transactional
    public List<Journey> overdue(String after, int limit) {
        return journeys.overdue(trail.now(), after, limit).stream()
                .map(Journey::of)
                .toList();
    }

    private ReviewRow open(String key) {
        return reviews.current(key).filter(r -> r.state.equals("open")).orElseThrow(Reviews::none);
    }

    private static ProblemException none() {
        return new ProblemException(JourneyProblem.REVIEW_STATE, "the draft as it is now waits for no decision");
    }

    private Review decide(JourneyRow row, ReviewRow review, String state, Remark remark, String actor) {
        review.state = state;
        review.decidedBy = actor;
        review.decidedAt = trail.now();
        review.decision = remark.note();
        trail.changed(row, new Trail.Deed(state, remark), actor);
        return Review.of(review);
    }
}
